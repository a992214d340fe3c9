"""Makes the installers; `packaging/build.py` is the command."""
