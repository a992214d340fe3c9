"""Target 8: whole commands, from a PNG file to a PNG file in K colours."""

from __future__ import annotations

import subprocess
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image

from kquant.core.model.arrays import UInt8
from tests.benchmarks.corpus import Bench, kodak, photo, pixels_of, say
from tests.benchmarks.exact import picture_mse
from tests.benchmarks.peers import ROOT, Peer, Words, environment, find_peers, kquant_command
from tests.benchmarks.report import NotMeasuredError, Report, Row, Verdict
from tests.benchmarks.timing import compare

_KS = (5, 16, 64, 256)
_QUICK_KS = (16,)
_QUICK_ROWS = 32
_TURNS = 3  # on a small picture
_REPEATS = 3  # of KQuant for one of the peer on a large picture
_LARGE = 4_000_000  # pixels from which a turn takes so long that there is one, without a warm-up
_SECONDS = 600


def beside_commands(bench: Bench, report: Report) -> None:
    """Target 8."""
    peers, missing = find_peers()
    report.about["peers"] = {peer.name: peer.version for peer in peers}
    pictures = _pictures(bench)
    rows: list[Row] = []
    with TemporaryDirectory() as folder:
        for name, pixels in pictures.items():
            source = Path(folder, "source.png")
            Image.fromarray(pixels).save(source)
            for peer in peers:
                for k in _QUICK_KS if bench.quick else _KS:
                    say(f"target 8: {peer.name}, K = {k}, {name}")
                    rows.append(
                        {"picture": name, **_compare(peer, source, pixels, k, min(bench.runs, _TURNS))}
                    )
    report.add_table("Target 8: whole commands, PNG to PNG", rows)
    report.verdicts += [_verdict(peer, name, rows) for name in pictures for peer in peers]
    for name in missing:
        report.verdicts.append(Verdict(8, f"{name} / KQuant", "", "", None, f"{name} was not found"))


def _pictures(bench: Bench) -> dict[str, UInt8]:
    large = photo(bench)
    pictures = {large.name: large.pixels[: _QUICK_ROWS if bench.quick else None]}
    try:
        first = kodak(bench)[0]
    except NotMeasuredError:
        return pictures
    return {first: pixels_of(bench, first), **pictures}


def _compare(peer: Peer, source: Path, pixels: UInt8, k: int, runs: int) -> Row:
    """Time the two commands in turns; the last picture of each is measured by the same function."""
    theirs, ours = source.with_name("theirs.png"), source.with_name("ours.png")
    large = pixels.size > 3 * _LARGE
    try:
        times = compare(
            partial(_run, peer.command, source, theirs, k),
            partial(_run, kquant_command, source, ours, k),
            1 if large else runs,
            repeats=_REPEATS if large else 1,
            warm_up=not large,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as failure:
        who = "kquant" if "kquant" in failure.cmd else peer.name
        return {"peer": peer.name, "K": k, "failed": who, "why": _cause(failure)}
    return {
        "peer": peer.name,
        "K": k,
        **times.row("peer", "kquant"),
        "peer MSE": picture_mse(pixels, _pixels(theirs)),
        "kquant MSE": picture_mse(pixels, _pixels(ours)),
    }


def _run(command: Words, source: Path, target: Path, k: int) -> None:
    words = command(source, target, k)
    subprocess.run(
        words, check=True, capture_output=True, stdin=subprocess.DEVNULL,
        timeout=_SECONDS, cwd=ROOT, env=environment(),
    )  # fmt: skip


def _cause(failure: subprocess.TimeoutExpired | subprocess.CalledProcessError) -> str:
    if isinstance(failure, subprocess.TimeoutExpired):
        return f"took over {failure.timeout:.0f} s"
    return str(failure.stderr.decode(errors="replace").strip().split("\n")[-1])


def _pixels(path: Path) -> UInt8:
    with Image.open(path) as image:
        return np.asarray(image.convert("RGB"))


def _verdict(peer: Peer, picture: str, rows: list[Row]) -> Verdict:
    cases = [row for row in rows if row["peer"] == peer.name and row["picture"] == picture]
    done = [row for row in cases if "failed" not in row]
    our_fault = any(row.get("failed") == "kquant" for row in cases)
    what, wanted = f"{peer.name} / KQuant, {picture.split(',')[0]}", "faster, MSE not higher"
    why = f"{len(cases) - len(done)} cases failed, see the details" if len(done) < len(cases) else ""
    if not done:
        return Verdict(8, what, wanted, "", False if our_fault else None, why)
    faster = [row["peer/kquant"] for row in done]
    errors = [row["kquant MSE"] / row["peer MSE"] if row["peer MSE"] else 1.0 for row in done]
    measured = f"time {_span(faster, 2)}x, MSE of ours / its {_span(errors, 3)}"
    reached = min(faster) > 1 and max(errors) <= 1 and not our_fault
    return Verdict(8, what, wanted, measured, reached, why)


def _span(values: list[float], digits: int) -> str:
    return f"{min(values):.{digits}f} .. {max(values):.{digits}f}"
