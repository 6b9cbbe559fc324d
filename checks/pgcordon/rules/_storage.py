"""Supabase's storage as rules see it."""

from pgcordon.model import QualifiedName

OBJECTS = QualifiedName("storage", "objects")
"""The table of all files."""
