"""What every installer says of KQuant, from where it is written once."""

from __future__ import annotations

import os
import platform
import re
import subprocess
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

PACKAGING = Path(__file__).resolve().parents[1]
ROOT = PACKAGING.parent
BUILD = Path(os.environ.get("KQUANT_BUILD", ROOT / "build" / "installers"))  # tests have their own
DIST = BUILD / "dist" if "KQUANT_BUILD" in os.environ else ROOT / "dist"
BUNDLE = BUILD / "bundle" / "kquant"

APP_ID = "org.kquant.KQuant"
NAME = "KQuant"
MAINTAINER = "KQuant developers"

_PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
SUMMARY = "Reduce pictures to a few colours"
DESCRIPTION: str = _PROJECT["description"]
KEYWORDS: Sequence[str] = _PROJECT["keywords"]


class BuildError(Exception):
    """One sentence that says why an installer cannot be made here."""


@dataclass(frozen=True)
class Release:
    """One entry of the change log.

    Attributes:
        changes: one sentence each.
    """

    version: str
    day: date
    changes: tuple[str, ...]


def version() -> str:
    """As the program says it."""
    text = (ROOT / "kquant" / "__init__.py").read_text(encoding="utf-8")
    match = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    assert match is not None
    return match[1]


def releases() -> list[Release]:
    """All of `CHANGELOG.md`, the latest first."""
    text = (PACKAGING / "CHANGELOG.md").read_text(encoding="utf-8")
    _, *parts = re.split(r"^## ", text, flags=re.MULTILINE)
    return [_release(part) for part in parts]


def _release(part: str) -> Release:
    heading, _, body = part.partition("\n")
    number, _, day = heading.partition(", ")
    changes = re.findall(r"^- (.+(?:\n  .+)*)", body, re.MULTILINE)
    return Release(number, date.fromisoformat(day.strip()), tuple(" ".join(c.split()) for c in changes))


def epoch() -> int:
    """Seconds since 1970 that stand for now in all that is built, so that it can be built again the same."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    day = releases()[0].day
    return int(given) if given else int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def home_page() -> str | None:
    """Address of the repository, which only the machine that publishes a release knows."""
    repository = os.environ.get("GITHUB_REPOSITORY")
    return f"https://github.com/{repository}" if repository else None


def machine() -> str:
    """Name of the processor: x86_64 or arm64."""
    name = platform.machine().lower()
    return {"amd64": "x86_64", "aarch64": "arm64"}.get(name, name)


def call(*command: str | Path, env: Mapping[str, str] | None = None, cwd: Path | None = None) -> str:
    """Run a program and return its standard output.

    Raises:
        BuildError: it is missing or failed; with the end of what it said.
    """
    words = [str(word) for word in command]
    print("+", *words, flush=True)
    settings = {**os.environ, "SOURCE_DATE_EPOCH": str(epoch()), **(env or {})}
    try:
        done = subprocess.run(words, env=settings, cwd=cwd, capture_output=True, text=True, check=False)
    except FileNotFoundError as error:
        raise BuildError(f"{words[0]} is not installed") from error
    if done.returncode:
        raise BuildError(f"{words[0]} failed:\n{(done.stdout + done.stderr)[-3000:]}")
    return done.stdout
