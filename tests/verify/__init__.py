"""Tests of the engine: verdicts, worlds, shrinking and reproduction."""
