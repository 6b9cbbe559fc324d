"""What is measured, and on how much: `make bench`."""
