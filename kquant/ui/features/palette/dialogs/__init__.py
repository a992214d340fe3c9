"""The dialogs in which colours and palettes are chosen; imported when they are wanted."""
