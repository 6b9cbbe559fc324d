"""Privileges and the platform: who is let in at all, and what the platform shows without being asked."""
