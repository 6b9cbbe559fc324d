"""Timestamps that move with every write."""
