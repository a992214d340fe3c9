"""Everything that can be done, as a table, and where it is found, as trees of menus and toolbar."""
