"""What was found, written for people and for machines: a package per command, a module per format."""
