"""Rows that expire: who can open which, and what may be done with them."""
