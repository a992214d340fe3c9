"""The main window around its features: docks, menus, toolbar, status bar, messages."""
