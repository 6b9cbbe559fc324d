"""Row security: policies that give more, or less, than they seem to."""
