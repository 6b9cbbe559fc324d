"""Files: what cannot be read, is not understood, or says something that does not hold."""
