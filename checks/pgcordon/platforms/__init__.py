"""Where a schema lives: its roles, its users, its functions, and how a request's claims reach a session."""
