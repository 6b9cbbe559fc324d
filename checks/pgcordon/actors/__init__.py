"""Who acts on the database, and the worlds that they act in."""
