"""How the disk image looks; `dmgbuild` runs this, and brings `defines`."""

from pathlib import Path

app = defines["app"]  # type: ignore[name-defined]  # noqa: F821
background = defines["background"]  # type: ignore[name-defined]  # noqa: F821
icon = defines["icon"]  # type: ignore[name-defined]  # noqa: F821

files = [app]
symlinks = {"Applications": "/Applications"}
icon_locations = {Path(app).name: (150, 166), "Applications": (410, 166)}
window_rect = ((200, 200), (560, 340))
icon_size = 96
text_size = 13
format = "ULMO"  # LZMA, which macOS 10.15 and later open
