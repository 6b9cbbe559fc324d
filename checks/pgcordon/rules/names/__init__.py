"""Names: what things are called, held to the project's own patterns."""
