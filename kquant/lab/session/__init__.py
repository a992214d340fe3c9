"""What is on the table of the clustering lab. QtCore and the undo stack, no widgets."""
