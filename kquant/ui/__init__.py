"""The window: widgets that read the document, listen to it, and ask it for changes."""
