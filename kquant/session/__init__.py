"""What is open and what is being done to it. QtCore and the undo stack, no widgets."""
