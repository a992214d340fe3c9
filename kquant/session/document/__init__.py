"""The open picture: its state and undo, what a person does to its palette, and what is derived."""
