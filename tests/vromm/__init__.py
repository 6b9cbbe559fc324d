"""Vromm: what its document asks for, and the defects that its schema mends."""
