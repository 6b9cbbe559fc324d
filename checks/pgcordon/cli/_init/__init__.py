"""What `pgcordon init` looks at, and what it writes."""
