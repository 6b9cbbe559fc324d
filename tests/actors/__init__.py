"""Tests of who acts, and in which worlds."""
