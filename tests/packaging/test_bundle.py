"""The program that is shipped, frozen from these sources: it starts where there is no Python."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image

import kquant
from kquant import kernels
from kquant.resources import sample_images

# One worker builds it, the others go on with the rest.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("bundle")]
LINUX = sys.platform.startswith("linux")


def why_not() -> str:
    """Why PyInstaller cannot work here, or ""."""
    if find_spec("PyInstaller") is None:
        return "PyInstaller is not installed"
    if LINUX and not shutil.which("objdump"):
        return "objdump is not installed (package binutils)"
    if LINUX and not sysconfig.get_config_var("Py_ENABLE_SHARED"):
        return "this Python has no shared library"
    return ""


@pytest.fixture(scope="session")
def bundle(built: Path, outside: Mapping[str, str]) -> Path:
    if why_not():
        pytest.skip(why_not())
    from installers.artifacts import facts
    from installers.bundle.freeze import freeze

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "environ", {**outside, "KQUANT_BUILD": str(built)})
        return freeze(facts())


def kquant_of(folder: Path, *arguments: str | Path, cwd: Path, **settings: str) -> str:
    """Run it with nothing of this environment but a home and a locale, and return what it printed."""
    kept = ("HOME", "USERPROFILE", "SYSTEMROOT", "TMPDIR", "TEMP", "XDG_RUNTIME_DIR")
    env = {name: os.environ[name] for name in kept if name in os.environ}
    env["LANG"] = "C.UTF-8"  # in another Qt complains
    program = folder / ("kquant-cli.exe" if os.name == "nt" else "kquant")
    done = subprocess.run(
        [program, *arguments], cwd=cwd, env=env | settings, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_it_passes_its_own_test(bundle: Path, tmp_path: Path) -> None:
    line = kquant_of(bundle, "--selftest", cwd=tmp_path)
    assert line.startswith(f"kquant {kquant.__version__}: self-test passed")
    assert {"PNG", "AVIF", "JPEG 2000"} <= set(line.strip().rpartition("(")[2].rstrip(")").split(", "))
    assert list(tmp_path.iterdir()) == []


def test_it_carries_the_kernels(bundle: Path, tmp_path: Path) -> None:
    assert kquant_of(bundle, "--version", cwd=tmp_path).endswith(f"kernels: {kernels.description()}\n")
    assert not [*bundle.rglob("*.c"), *bundle.rglob("CMakeLists.txt")]


def test_it_quantizes_as_the_sources_do(bundle: Path, tmp_path: Path) -> None:
    sample = sample_images()[0]
    kquant_of(bundle, "quantize", sample, "-o", "ours.png", "-k", "7", "--quiet", cwd=tmp_path)
    command = (sys.executable, "-m", "kquant", "quantize", sample, "-o", tmp_path / "theirs.png", "-k", "7")
    subprocess.run([*command, "--quiet"], check=True, cwd=Path(kquant.__file__).parents[1])
    assert (tmp_path / "ours.png").read_bytes() == (tmp_path / "theirs.png").read_bytes()


def test_the_lab_shows_itself(bundle: Path, tmp_path: Path) -> None:
    kquant_of(bundle, "lab", "--screenshot", "lab.png", "--size", "1024x700", cwd=tmp_path)
    with Image.open(tmp_path / "lab.png") as shot:
        assert shot.size == (1024, 700)
        assert len(shot.convert("RGB").getcolors(1 << 20) or []) > 100


def test_it_holds_all_data_files(bundle: Path) -> None:
    root = Path(kquant.__file__).parents[1] / "resources"
    inside = bundle / "_internal" / "kquant" / "_resources"
    names = {path.relative_to(root) for path in root.rglob("*") if path.is_file()}
    assert {path for path in names if not (inside / path).is_file()} == {
        path for path in names if path.parts[0] == "readme"
    }


@pytest.mark.skipif(find_spec("pi_heif") is None, reason="needs pi-heif")
def test_it_reads_heic(bundle: Path, tmp_path: Path) -> None:
    heif = pytest.importorskip("pillow_heif")
    heif.register_heif_opener()
    Image.new("RGB", (64, 48), (200, 100, 50)).save(tmp_path / "flat.heic")
    assert "64 x 48" in kquant_of(bundle, "info", "flat.heic", cwd=tmp_path)


@pytest.mark.skipif(not LINUX, reason="other systems have no such list")
def test_it_needs_nothing_but_what_every_system_has(bundle: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from installers.bundle.closure import closure

    found = closure(bundle)
    with capsys.disabled():
        print(f"\nbundle: glibc {'.'.join(map(str, found.glibc))}, {megabytes(bundle):.0f} MB")
    assert found.missing == {}
    assert found.glibc > (2, 17)


def test_it_is_trimmed_and_free_of_the_gpl(bundle: Path) -> None:
    assert megabytes(bundle) < 400
    names = [path.name.lower() for path in bundle.rglob("*")]
    for part in ("x265", "pillow_jxl", "qt6network", "qgtk3", "qtbase_", "opencv_videoio", "pytest"):
        assert not [name for name in names if part in name], part


def megabytes(folder: Path) -> float:
    return sum(path.lstat().st_size for path in folder.rglob("*") if not path.is_dir()) / 1e6


def test_it_names_all_it_is_made_of(bundle: Path) -> None:
    folder = bundle / "licences"
    notice = (folder / "NOTICE.txt").read_text(encoding="utf-8")
    parts = ("Qt", "FFmpeg", "numpy", "opencv-python-headless", "PySide6_Essentials", "pyqtgraph", "msgspec")
    for name in parts:
        assert name.lower() in notice.lower()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in (folder / "LGPL-3.0.txt").read_text()
    assert "FFmpeg" in next(folder.glob("opencv*/LICENSE-3RD-PARTY.txt")).read_text(encoding="utf-8")
    assert (folder / "Python" / "LICENSE.txt").is_file()


@pytest.fixture
def mounted(bundle: Path, tmp_path: Path) -> Iterator[Path]:
    """The AppDir as an AppImage mounts it: read-only, somewhere."""
    unmount = next(filter(shutil.which, ("fusermount3", "fusermount", "umount")), "fusermount3")
    for program in ("mksquashfs", "squashfuse", unmount):
        if not shutil.which(program):
            pytest.skip(f"{program} is not installed")
    from installers.linux.appimage import build_squashfs

    image, place = build_squashfs(bundle, fast=True), tmp_path / "mounted"
    place.mkdir()
    if subprocess.run(["squashfuse", image, place], check=False).returncode:
        pytest.skip("this machine lets nobody mount")
    yield place
    command: list[str | Path] = [unmount, place] if unmount == "umount" else [unmount, "-u", place]
    for _ in range(50):  # a moment after the program has ended
        if subprocess.run(command, check=False, capture_output=True).returncode == 0:
            break
        time.sleep(0.1)


@pytest.mark.skipif(not LINUX, reason="Linux only")
def test_the_app_image_runs_from_where_it_is_mounted(mounted: Path, tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    done = subprocess.run(
        [mounted / "AppRun", "--selftest"],
        env={"HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "self-test passed" in done.stdout
