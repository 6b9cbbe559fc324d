"""Migration safety: what a change does to a database that is in use."""
