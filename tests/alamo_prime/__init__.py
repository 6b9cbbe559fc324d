"""Alamo Prime: its document's checklist, and the defects that its schema mends."""
