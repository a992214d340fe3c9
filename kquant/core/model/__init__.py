"""What is asked for and what came out, as plain data."""
