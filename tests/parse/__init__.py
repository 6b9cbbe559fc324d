"""Tests of reading SQL files."""
