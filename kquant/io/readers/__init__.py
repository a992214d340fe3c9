"""Pillow's readers of some formats, mended where they give a wrong picture or none.

Each is a class of pictures as Pillow opens them; its `notes` say what was decided on the way.
"""
