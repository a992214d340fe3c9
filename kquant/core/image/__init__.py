"""Pictures and what is counted in them."""
