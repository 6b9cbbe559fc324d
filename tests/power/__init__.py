"""The power of verify: holes planted one at a time in sound schemas, which it must find, and edits that are none."""
