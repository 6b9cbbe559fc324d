"""What each family of statements does to the catalog: one module per family."""
