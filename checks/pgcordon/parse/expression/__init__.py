"""What is known of an expression without running it: what it refers to, holds equal, lets through, and means."""
