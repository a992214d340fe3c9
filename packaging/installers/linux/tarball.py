"""The archive for any Linux, with scripts that install it for one user and take it away again."""

from __future__ import annotations

import shutil
import tarfile
from pathlib import Path

from installers.linux.share import copy_bundle, write_share
from installers.project import BUILD, DIST, epoch, machine, version

_SCRIPTS = Path(__file__).parent / "scripts"


def build_tarball(bundle: Path, *, fast: bool) -> Path:
    """Make it from a bundle."""
    name = f"kquant-{version()}-linux-{machine()}"
    tree = BUILD / "tarball" / name
    shutil.rmtree(tree.parent, ignore_errors=True)
    copy_bundle(tree / "kquant", bundle)
    write_share(tree / "share", program="@PROGRAM@")
    for script in _SCRIPTS.iterdir():
        shutil.copy(script, tree)
        (tree / script.name).chmod(0o755)
    target = DIST / f"{name}.tar.xz"
    DIST.mkdir(exist_ok=True)
    with tarfile.open(target, "w:xz", preset=0 if fast else 6) as archive:
        for path in [tree, *sorted(tree.rglob("*"))]:
            archive.add(path, str(path.relative_to(tree.parent)), recursive=False, filter=_settled)
    return target


def _settled(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Without what the build machine's clock and user left on it."""
    entry.mtime = epoch()
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o755 if entry.isdir() or entry.mode & 0o100 else 0o644
    return entry
