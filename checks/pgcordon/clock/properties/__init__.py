"""The properties of an expiry rule, one a file: deleting the file removes the property."""
