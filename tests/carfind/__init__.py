"""CarFind: what its document asks for, line by line, and the defects that its schema mends."""
