"""Every way for a picture to come in."""
