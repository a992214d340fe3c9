"""One folder for each thing that can be done in the main window."""
