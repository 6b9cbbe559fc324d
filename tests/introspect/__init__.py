"""A catalog from a server against the one from the files that made it."""
