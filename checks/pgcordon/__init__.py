"""pgcordon holds a Postgres schema to what its authors intended."""

__version__ = "0.1.0"
