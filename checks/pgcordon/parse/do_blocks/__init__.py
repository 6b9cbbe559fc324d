"""DO blocks: what they do to a catalog, as far as it can be told without running them."""
