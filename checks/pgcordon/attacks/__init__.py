"""The attacks, one a file: deleting the file removes the attack."""
