"""Runs the attacks against a loaded schema and judges what they did."""
