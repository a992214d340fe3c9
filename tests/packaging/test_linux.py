"""What the Linux packages hold, and that installing and removing them leaves things as they were."""

from __future__ import annotations

import configparser
import gzip
import os
import shutil
import subprocess
import sys
import tarfile
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from PIL import Image

import kquant

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="made on Linux")


def needs(*programs: str) -> pytest.MarkDecorator:
    missing = [program for program in programs if not shutil.which(program)]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


def run(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
def share(built: Path) -> Path:
    from installers.linux.share import write_share

    write_share(built / "share")
    return built / "share"


def test_the_menu_entry_starts_kquant_with_files(share: Path) -> None:
    from installers.file_types import mime_types

    (path,) = (share / "applications").iterdir()
    entry = configparser.RawConfigParser()
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(path, encoding="utf-8")
    facts = entry["Desktop Entry"]
    assert (facts["Name"], facts["Exec"], facts["Icon"] + ".desktop") == ("KQuant", "kquant %F", path.name)
    assert facts["MimeType"].rstrip(";").split(";") == mime_types()


@needs("desktop-file-validate")
def test_the_menu_entry_is_valid(share: Path) -> None:
    assert run("desktop-file-validate", *(share / "applications").iterdir()) == ""


def test_the_window_belongs_to_the_menu_entry(share: Path) -> None:
    code = Path(kquant.__file__).parent / "ui" / "app" / "program.py"
    (entry,) = (share / "applications").iterdir()
    assert f'setDesktopFileName("{entry.stem}")' in code.read_text(encoding="utf-8")


@needs("appstreamcli")
@pytest.mark.parametrize("repository", [None, "someone/kquant"])
def test_the_metainfo_is_valid(
    repository: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from installers.linux.share import metainfo

    monkeypatch.delenv("GITHUB_REPOSITORY", raising=False)
    if repository:
        monkeypatch.setenv("GITHUB_REPOSITORY", repository)
    path = tmp_path / "org.kquant.KQuant.metainfo.xml"
    path.write_text(metainfo(), encoding="utf-8")
    done = subprocess.run(["appstreamcli", "validate", "--no-net", path], capture_output=True, text=True)
    complaints = [line for line in done.stdout.splitlines() if line.startswith(("E:", "W:"))]
    # Later versions warn of a missing home page; only a machine that publishes knows it.
    assert [line for line in complaints if repository or "url-homepage-missing" not in line] == []
    assert "Valid" in done.stdout
    shots = [image.text or "" for image in ET.parse(path).iter("image")]
    assert [shot.rpartition("/")[2] for shot in shots] == (
        ["window-light.png", "window-dark.png", "lab.png"] if repository else []
    )
    assert all(
        (Path(kquant.__file__).parents[1] / "resources/readme" / Path(s).name).is_file() for s in shots
    )


def test_the_icons_have_the_size_of_their_folder(share: Path) -> None:
    icons = sorted((share / "icons" / "hicolor").glob("*x*/apps/*.png"))
    assert len(icons) >= 9
    for path in icons:
        with Image.open(path) as icon:
            assert f"{icon.width}x{icon.height}" == path.parts[-3]
            alpha = icon.getchannel("A")
            assert alpha.getpixel((0, 0)) == 0  # round corners
            assert alpha.getpixel((icon.width // 8, icon.height // 2)) == 255
    assert ET.parse(share / "icons/hicolor/scalable/apps/org.kquant.KQuant.svg")
    symbolic = (share / "icons/hicolor/symbolic/apps/org.kquant.KQuant-symbolic.svg").read_text()
    assert {part[:7] for part in symbolic.split('fill="')[1:]} == {"#2e3436"}


def test_the_man_page_is_of_this_version(share: Path) -> None:
    text = gzip.decompress((share / "man/man1/kquant.1.gz").read_bytes()).decode()
    assert f'"KQuant {kquant.__version__}"' in text
    assert "$" not in text
    for command in ("quantize", "palette", "palette convert", "info", "lab"):
        assert f"\n.B {command}\n" in text


@needs("man")
def test_the_man_page_is_well_formed(share: Path) -> None:
    page = share / "man/man1/kquant.1.gz"
    done = subprocess.run(["man", "--warnings", "-l", page], capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert "quantize" in done.stdout


@needs("dpkg-deb", "readelf")
def test_the_deb(stand_in: Path, tmp_path: Path) -> None:
    from installers.linux.deb import build_deb

    package = build_deb(stand_in, fast=True)
    first = package.read_bytes()
    assert build_deb(stand_in, fast=True).read_bytes() == first
    facts = run("dpkg-deb", "--field", package)
    assert f"Version: {kquant.__version__}\n" in facts
    assert "xkb-data" in facts
    run("dpkg-deb", "--extract", package, tmp_path)
    assert (tmp_path / "usr/bin/kquant").readlink() == Path("/opt/kquant/kquant")
    assert run(tmp_path / "opt/kquant/kquant", "photo.jpg") == "stand-in photo.jpg\n"
    assert {path.name for path in tmp_path.iterdir()} == {"opt", "usr"}
    listing = run("dpkg-deb", "--contents", package).splitlines()
    assert {line.split()[1] for line in listing} == {"root/root"}
    log = gzip.decompress((tmp_path / "usr/share/doc/kquant/changelog.gz").read_bytes()).decode()
    assert log.startswith(f"kquant ({kquant.__version__}) ")
    assert run("dpkg-deb", "--info", package).count("inst ") == 0  # no scripts that could leave something


@pytest.fixture
def unpacked(stand_in: Path, tmp_path: Path) -> Path:
    from installers.linux.tarball import build_tarball

    with tarfile.open(build_tarball(stand_in, fast=True)) as archive:
        # Debian 12's Python has no filters yet, and later ones ask for one.
        archive.extraction_filter = getattr(tarfile, "data_filter", lambda member, _: member)
        archive.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    return folder


def files_of(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


@needs("sh", "sed", "find")
def test_the_tarball_installs_for_one_user_and_goes_without_a_trace(unpacked: Path, home: Path) -> None:
    prefix = home / "my apps & more"
    other = prefix / "share" / "icons" / "hicolor" / "16x16" / "apps" / "other.png"
    other.parent.mkdir(parents=True)
    other.touch()
    for _ in ("first", "upgrade"):
        said = run(unpacked / "install.sh", prefix)
        assert f"{prefix}/opt/kquant" in said
    assert run(prefix / "bin" / "kquant", "a b") == "stand-in a b\n"
    entry = (prefix / "share/applications/org.kquant.KQuant.desktop").read_text()
    assert f'Exec="{prefix}/opt/kquant/kquant" %F' in entry
    assert (prefix / "share/icons/hicolor/scalable/apps/org.kquant.KQuant.svg").is_file()
    run(prefix / "opt/kquant/uninstall.sh")
    assert files_of(prefix) == {"share/icons/hicolor/16x16/apps/other.png"}


def test_uninstalling_elsewhere_touches_nothing(unpacked: Path) -> None:
    before = files_of(unpacked)
    assert subprocess.run([unpacked / "uninstall.sh"], capture_output=True, check=False).returncode == 1
    assert files_of(unpacked) == before


def test_the_app_dir_starts_by_its_app_run(stand_in: Path) -> None:
    from installers.linux.appimage import build_appdir

    folder = build_appdir(stand_in)
    assert run(folder / "AppRun", "x") == "stand-in x\n"
    assert all(path.exists() for path in folder.iterdir())
    assert (folder / "org.kquant.KQuant.desktop").read_text().startswith("[Desktop Entry]")


@needs("mksquashfs")
def test_an_app_image_is_its_runtime_and_the_file_system(stand_in: Path, tmp_path: Path) -> None:
    from installers.linux.appimage import build_appimage
    from installers.project import BuildError

    with pytest.raises(BuildError, match="--runtime"):
        build_appimage(stand_in, None, fast=True)
    (tmp_path / "runtime").write_bytes(b"\x7fELF runtime")
    image = build_appimage(stand_in, tmp_path / "runtime", fast=True)
    assert image.read_bytes().startswith(b"\x7fELF runtimehsqs")
    assert os.access(image, os.X_OK)
    first = image.read_bytes()
    assert build_appimage(stand_in, tmp_path / "runtime", fast=True).read_bytes() == first
