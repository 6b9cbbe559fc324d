"""Tests of reading access.toml."""
