"""States of a row, and the steps between them."""
