"""Mend the text of a schema by the fixes that its findings carry, or write them as a migration."""
