"""How far the result is from its source, in figures."""
