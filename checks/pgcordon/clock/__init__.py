"""Time travel for the rows of a database, and the properties that a session-expiry rule must have."""
