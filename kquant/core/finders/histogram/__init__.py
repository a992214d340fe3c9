"""The finder that clusters the distinct colours."""
