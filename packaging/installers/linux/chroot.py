"""Installs the .deb in a Debian that has nothing else, uses it, and looks for what is left of it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from installers.project import BUILD, DIST, BuildError, call

_SCRIPT = """\
set -eu
export DEBIAN_FRONTEND=noninteractive
list() {
    find / -xdev \\( -path /proc -o -path /sys -o -path /dev -o -path /tmp -o -path /root \\
        -o -path /var/lib/apt -o -path /var/lib/dpkg -o -path /var/cache -o -path /var/log \\) -prune \\
        -o -print | sort
}
samples=/opt/kquant/_internal/kquant/_resources/samples
apt-get -q update
apt-get -q install -y --no-install-recommends xvfb xauth
list > /tmp/before
dpkg --get-selections > /tmp/packages-before
apt-get -q install -y --no-install-recommends /tmp/kquant.deb
kquant --version
kquant --selftest
xvfb-run -a kquant $samples/coffee.png -k 8 --screenshot /tmp/window.png
xvfb-run -a kquant lab --screenshot /tmp/lab.png
xvfb-run -a env QT_QPA_PLATFORM=xcb kquant --selftest
kquant quantize $samples/coffee.png -o /tmp/few.png -k 8 --force
apt-get -q purge -y --autoremove kquant
list > /tmp/after
dpkg --get-selections > /tmp/packages-after
diff /tmp/packages-before /tmp/packages-after
echo "left behind, by kquant or by what it depends on:"
diff /tmp/before /tmp/after || :
! diff /tmp/before /tmp/after | grep -qi kquant
"""


def check_in_debian(release: str) -> None:
    """Make a bare Debian, install the .deb of `dist` with apt, start it on Xvfb, purge it.

    The pictures of its windows are copied beside the build, for someone to look at.

    Raises:
        BuildError: a tool is missing, or a step failed.
    """
    packages = sorted(DIST.glob("kquant_*.deb"))
    if not packages:
        raise BuildError("there is no .deb in dist: build.py deb")
    if os.geteuid() != 0:
        raise BuildError("only root can make a bare Debian")
    system = BUILD / "chroot" / release
    if not (system / "usr" / "bin" / "apt-get").exists():
        call("debootstrap", "--variant=minbase", release, system)
    shutil.copy(packages[-1], system / "tmp" / "kquant.deb")
    for name in ("resolv.conf", "hosts"):
        shutil.copy(Path("/etc") / name, system / "etc" / name)
    (system / "tmp" / "check.sh").write_text(_SCRIPT, encoding="utf-8")
    _run(system)
    for shot in ("window", "lab"):
        shutil.copy(system / "tmp" / f"{shot}.png", BUILD / f"{shot}-{release}.png")
    print(f"{release}: installed, started, purged; its windows: {BUILD}/*-{release}.png")


def _run(system: Path) -> None:
    call("mount", "-t", "proc", "proc", system / "proc")
    try:
        call("mount", "--bind", "/dev", system / "dev")
        try:
            env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
            done = subprocess.run(["chroot", system, "sh", "/tmp/check.sh"], env=env, check=False)
        finally:
            call("umount", system / "dev")
    finally:
        call("umount", system / "proc")
    if done.returncode:
        raise BuildError(f"the check in {system.name} failed")
