"""Standard streams that are closed, full or the wrong way round: only data ever goes to standard output."""

from __future__ import annotations

import io
import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

from tests.e2e.harness import Run

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")]

IN, OUT, ERR = "0<&-", "1>&-", "2>&-"
CLOSED = [" ".join(some) for count in (1, 2, 3) for some in itertools.combinations((IN, OUT, ERR), count)]
ALL = CLOSED[-1]


def kquant(arguments: str, redirections: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """A run from a shell that closes or redirects its streams."""
    command = ["sh", "-c", f'"$0" -m kquant {arguments} {redirections}', sys.executable]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


def told(closed: str, sentence: str) -> bytes:
    """What standard error holds after a failure."""
    return b"" if ERR in closed else f"kquant: error: {sentence}\n".encode()


@pytest.mark.parametrize("closed", [IN, ERR, f"{IN} {ERR}"])
class TestDataOnStandardOutput:
    def test_is_a_picture_and_nothing_else(self, flag: Path, closed: str) -> None:
        done = kquant("quantize flag.png -o - -k 2", closed)
        assert done.returncode == 0
        assert done.stdout.endswith(b"IEND\xaeB`\x82")
        with Image.open(io.BytesIO(done.stdout)) as picture:
            assert len(picture.convert("RGB").getcolors() or []) == 2
        assert (b"3 -> 2 colours" in done.stderr) == (ERR not in closed)

    def test_is_json_and_nothing_else(self, flag: Path, closed: str) -> None:
        done = kquant("quantize flag.png -o few.png -k 9 --report -", closed)
        assert done.returncode == 0
        assert json.loads(done.stdout)["colors_after"] == 3
        assert (b"note: " in done.stderr) == (ERR not in closed)

    def test_is_no_usage_error(self, flag: Path, closed: str) -> None:
        done = kquant("quantize flag.png --what", closed)
        assert (done.returncode, done.stdout) == (2, b"")
        assert (done.stderr == b"") == (ERR in closed)


@pytest.mark.parametrize("closed", [OUT, ALL])
@pytest.mark.parametrize(
    "arguments",
    [
        "palette flag.png",
        "info flag.png",
        "quantize flag.png -o -",
        "quantize flag.png -o few.png --report -",
        "quantize flag.png -o few.png --palette -",
        "palette convert flag.png -",
    ],
)
def test_without_standard_output_what_needs_it_is_refused(flag: Path, arguments: str, closed: str) -> None:
    done = kquant(arguments, closed)
    assert (done.returncode, done.stderr) == (1, told(closed, "there is no standard output"))
    assert [path.name for path in flag.parent.iterdir()] == ["flag.png"]


@pytest.mark.parametrize("closed", [OUT, ALL])
@pytest.mark.parametrize("arguments", ["--version", "--help", "quantize --help", "lab --help"])
def test_without_standard_output_no_answer_is_a_failure(folder: Path, arguments: str, closed: str) -> None:
    done = kquant(arguments, closed)
    assert (done.returncode, done.stderr) == (1, told(closed, "standard output: it is closed"))


@pytest.mark.parametrize("closed", [IN, ALL])
@pytest.mark.parametrize("arguments", ["quantize - -o few.png", "palette convert - few.gpl"])
def test_without_standard_input_what_needs_it_is_refused(folder: Path, arguments: str, closed: str) -> None:
    done = kquant(arguments, closed)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == told(closed, "there is no standard input")
    assert not list(folder.iterdir())


@pytest.mark.parametrize("closed", CLOSED)
def test_what_needs_no_stream_works_without(flag: Path, closed: str) -> None:
    done = kquant("quantize flag.png -o few.png -k 2 --palette few.hex --report few.json", closed)
    assert (done.returncode, done.stdout) == (0, b"")
    with Image.open("few.png") as picture:
        picture.load()
    assert len(Path("few.hex").read_text().split()) == 2
    assert json.loads(Path("few.json").read_text())["colors_after"] == 2


PRINTS_AS_IT_WRITES = """
import os, sys
from kquant.cli import main
fsync = os.fsync
def chatty(descriptor):
    os.write(1, b"a library prints"), os.write(2, b"a library warns")
    fsync(descriptor)
os.fsync = chatty
sys.exit(main())
"""


@pytest.mark.parametrize("closed", CLOSED)
def test_what_a_library_prints_is_in_no_file(flag: Path, closed: str) -> None:
    Path("chatty.py").write_text(PRINTS_AS_IT_WRITES)
    command = f'"$0" chatty.py quantize flag.png -o few.bmp --palette few.hex {closed}'
    subprocess.run(["sh", "-c", command, sys.executable], capture_output=True, check=True)
    assert b"library" not in Path("few.bmp").read_bytes() + Path("few.hex").read_bytes()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
class TestFull:
    @pytest.mark.parametrize("arguments", ["--version", "--help", "palette --help"])
    def test_standard_output_is_told_in_one_line(self, folder: Path, arguments: str) -> None:
        done = kquant(arguments, ">/dev/full")
        assert (done.returncode, done.stderr) == (1, b"kquant: error: standard output: the disk is full\n")

    @pytest.mark.parametrize("arguments", ["quantize flag.png -o -", "quantize flag.png -o x.png --report -"])
    def test_standard_error_is_no_failure(self, flag: Path, arguments: str) -> None:
        done = kquant(arguments, "2>/dev/full")
        assert (done.returncode, done.stderr) == (0, b"")
        assert done.stdout.strip().endswith((b"IEND\xaeB`\x82", b"}"))


def test_help_for_a_reader_that_went_away_is_told_in_one_line() -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "kquant", "--help"]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, check=False)
    os.close(write)
    assert done.returncode == 1
    assert done.stderr == b"kquant: error: standard output: the program that reads it has gone\n"


def test_a_program_with_windows_has_no_streams(
    run: Run, flag: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    assert (run("quantize", flag, "-o", "few.png").code, Path("few.png").is_file()) == (0, True)
    for arguments in (["palette", flag], ["palette", "-"], ["--version"], ["--help"], ["quantize", "what"]):
        outcome = run(*arguments)
        assert outcome.code in (1, 2)
        assert (outcome.out, outcome.err) == ("", "")
    sys.stderr.close()  # what took the place of None


class TestFormat:
    """`--format` and the other names of standard output, from a shell."""

    @pytest.mark.parametrize(
        ("chosen", "form"), [("", "PNG"), ("--format gif", "GIF"), ("--format .BMP", "BMP")]
    )
    @pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/fd/1"])
    def test_of_a_picture(self, flag: Path, name: str, chosen: str, form: str) -> None:
        done = kquant(f"quantize /dev/stdin -o {name} -k 2 {chosen}", "", flag.read_bytes())
        assert done.returncode == 0
        assert done.stderr.startswith(b"- -> standard output: 3 -> 2 colours")
        with Image.open(io.BytesIO(done.stdout)) as picture:
            assert picture.format == form
            assert len(picture.convert("RGB").getcolors() or []) == 2

    @pytest.mark.parametrize(
        ("chosen", "start"), [("", b"ff0000"), ("--format gpl", b"GIMP Palette"), ("--format ase", b"ASEF")]
    )
    @pytest.mark.parametrize("name", ["-", "/dev/stdout"])
    def test_of_a_palette(self, flag: Path, name: str, chosen: str, start: bytes) -> None:
        for arguments in (
            f"palette convert flag.png {name}",
            f"quantize flag.png -o few.png --palette {name}",
        ):
            done = kquant(f"{arguments} {chosen} --quiet", "")
            assert (done.returncode, done.stderr) == (0, b"")
            assert done.stdout.startswith(start)
            Path("few.png").unlink(missing_ok=True)

    def test_a_redirected_file_is_written_to_and_not_replaced(self, flag: Path) -> None:
        Path("all.txt").write_bytes(b"before\n")
        assert kquant("palette convert flag.png /dev/stdout --quiet", ">>all.txt").returncode == 0
        assert Path("all.txt").read_bytes().startswith(b"before\nff0000\n")

    def test_the_report_has_that_name_too(self, flag: Path) -> None:
        done = kquant("quantize flag.png -o few.png --report /dev/stdout", "")
        assert json.loads(done.stdout)["colors_after"] == 3

    def test_a_named_pipe_needs_it(self, run: Run, flag: Path) -> None:
        os.mkfifo("pipe")
        reader = subprocess.Popen(["cat", "pipe"], stdout=subprocess.PIPE)
        assert run("quantize", flag, "-o", "pipe", "--format", "gif").code == 0
        assert reader.communicate()[0].startswith(b"GIF8")

    def test_a_pipe_of_the_shell_is_written_to(self, flag: Path) -> None:
        read, write = os.pipe()
        command = [sys.executable, "-m", "kquant", "quantize", "flag.png", "-o", "few.png"]
        command += ["--report", f"/dev/fd/{write}"]
        subprocess.run(command, pass_fds=[write], check=True, capture_output=True)
        os.close(write)
        with os.fdopen(read, "rb") as report:
            assert json.load(report)["colors_after"] == 3

    @pytest.mark.parametrize(
        ("arguments", "known"),
        [
            (["quantize", "flag.png", "-o", "-"], "only as .png, .gif, .bmp, "),
            (["quantize", "flag.png", "-o", "few"], "only as .png, .gif, .bmp, "),
            (["palette", "convert", "flag.png", "-"], "only as .gpl, .ase, .aco, "),
        ],
    )
    def test_unknown_ones_are_told_those_there_are(
        self, run: Run, flag: Path, arguments: list[str], known: str
    ) -> None:
        error = run(*arguments, "--format", "xyz").error
        assert "can be written as .xyz" in error
        assert known in error

    def test_counts_its_colours(self, run: Run, photo: Path) -> None:
        outcome = run("quantize", photo, "-o", "few", "--format", "gif", "-k", "300")
        assert outcome.code == 0
        assert "256" in outcome.err.splitlines()[0]

    def test_does_not_go_with_a_suffix(self, run: Run, flag: Path) -> None:
        for arguments in (["quantize", flag, "-o", "few.png"], ["palette", "convert", flag, "few.gpl"]):
            outcome = run(*arguments, "--format", "gif")
            assert outcome.code == 2
            assert "--format is for results whose names have no suffix" in outcome.err

    def test_two_results_are_not_mixed(self, run: Run, flag: Path) -> None:
        outcome = run("quantize", flag, "-o", "/dev/stdout", "--report", "/dev/fd/1")
        assert (outcome.code, outcome.out) == (2, "")
