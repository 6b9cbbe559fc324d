"""A small system with its own tests beside it, as the plugin's users have them."""
