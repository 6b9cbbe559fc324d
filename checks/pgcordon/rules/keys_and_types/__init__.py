"""Keys, types and time: how rows are identified, what their columns hold, and when."""
