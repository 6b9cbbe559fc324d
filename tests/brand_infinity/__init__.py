"""Brand Infinity: what its two documents promise, and the defects that its schema mends."""
