"""The program: windows, crash reports, what all windows have in common."""
