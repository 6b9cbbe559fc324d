"""The power of verify: holes planted one at a time in Alamo Prime, which it must find, and edits that are none."""
