from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from kquant.cli import commands
from tests.e2e.harness import Run


@pytest.mark.parametrize("command", [["quantize", "-o", "few.png"], ["palette"], ["info"]])
class TestFilesThatCannotBeRead:
    def test_absent(self, run: Run, folder: Path, command: list[str]) -> None:
        assert run(*command, "absent.png").error.startswith("absent.png: ")

    def test_a_folder(self, run: Run, folder: Path, command: list[str]) -> None:
        assert run(*command, folder).error.startswith(f"{folder}: ")

    def test_empty(self, run: Run, folder: Path, command: list[str]) -> None:
        Path("empty.png").touch()
        assert run(*command, "empty.png").error.startswith("empty.png: ")

    def test_no_picture(self, run: Run, folder: Path, command: list[str]) -> None:
        Path("notes.png").write_text("not a picture")
        assert run(*command, "notes.png").error.startswith("notes.png: ")

    def test_larger_than_allowed(self, run: Run, flag: Path, command: list[str]) -> None:
        assert run(*command, flag, "--max-pixels", "2399").error.startswith(f"{flag}: ")
        assert run(*command, flag, "--max-pixels", "2400").code == 0


def test_a_truncated_picture_is_taken_only_when_allowed(run: Run, folder: Path) -> None:
    noise = np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8)
    Image.fromarray(noise).save("whole.png")
    Path("half.png").write_bytes(Path("whole.png").read_bytes()[:6000])
    assert run("palette", "half.png").error.startswith("half.png: ")
    assert run("palette", "half.png", "--allow-truncated").code == 0


def test_an_odd_name_stays_on_one_line(run: Run, folder: Path) -> None:
    assert run("info", "no\nsuch\x1b[31m.png").error.startswith("no\\nsuch\\x1b[31m.png: ")


@pytest.mark.parametrize(
    "options",
    [
        ["-k", "0"],
        ["-k", "4097"],
        ["-k", "many"],
        ["--engine", "magic"],
        ["--init", "given"],
        ["--init-colors", "ff00zz"],
        ["--init", "pp", "--init-colors", "ff0000"],
        ["--attempts", "0"],
        ["--max-iter", "0"],
        ["--epsilon", "-1"],
        ["--epsilon", "nan"],
        ["--seed", "-1"],
        ["--matte", "ff"],
        ["--alpha", "keep", "--matte", "ff0000"],
        ["--threads", "0"],
        ["--max-pixels", "0"],
        ["--col", "3"],
        ["--report", "-", "-o", "-"],
        ["--report", "-", "--palette", "-"],
        ["another.png"],
    ],
)
def test_wrong_usage(run: Run, flag: Path, options: list[str]) -> None:
    outcome = run("quantize", flag, "-o", "few.png", *options)
    assert outcome.code == 2
    assert "error: " in outcome.err.splitlines()[-1]
    assert not Path("few.png").exists()


def test_an_output_is_asked_for(run: Run, flag: Path) -> None:
    outcome = run("quantize", flag)
    assert outcome.code == 2
    assert "--output" in outcome.err


class TestWithoutACommand:
    def test_a_name_that_no_file_can_have(self, run: Run) -> None:
        assert run("x" * 5000).code == 2

    def test_a_misspelled_command_is_wrong_usage(self, run: Run, folder: Path) -> None:
        outcome = run("quantise", "photo.png")
        assert outcome.code == 2
        assert "commands: quantize, palette, info" in outcome.err


class TestFaults:
    @pytest.fixture
    def fault(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_: object, **__: object) -> None:
            raise RuntimeError("two\nlines")

        monkeypatch.setattr(commands, "run_quantize", fail)

    @pytest.mark.usefixtures("fault")
    def test_are_told_in_one_line(self, run: Run, flag: Path) -> None:
        assert run("palette", flag).error.startswith("unexpected RuntimeError: two lines")

    @pytest.mark.usefixtures("fault")
    def test_are_shown_whole_for_debugging(
        self, run: Run, flag: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KQUANT_DEBUG", "1")
        with pytest.raises(RuntimeError):
            run("palette", flag)


HOSTILE = "x\x1b[31m\x9b\u202e\x07y"


class TestWhatIsEchoed:
    """Arguments come back without their control characters, whichever way they are wrong."""

    @pytest.mark.parametrize(
        "arguments",
        [
            [HOSTILE],
            [f"--{HOSTILE}"],
            [HOSTILE, "--size", "1x1"],
            ["lab", HOSTILE],
            ["lab", "--data", HOSTILE],
            ["info", HOSTILE],
            ["info", HOSTILE, HOSTILE],
            ["info", f"--max-pixels={HOSTILE}", "x"],
            ["palette", "x", "--sort", HOSTILE],
            ["palette", "x", "--lock", HOSTILE],
            ["palette", "x", f"--{HOSTILE}"],
            ["palette", "x", "--epsilon", "\x85nan"],
            ["palette", "flag.png", "--palette-in", HOSTILE],
            ["palette", "convert", "flag.png", f"few.{HOSTILE}"],
            ["quantize", "flag.png", "-o", f"few.{HOSTILE}"],
            ["quantize", "flag.png", "-o", f"{HOSTILE}/few.png"],
        ],
    )
    def test_is_printable(self, run: Run, flag: Path, arguments: list[str]) -> None:
        outcome = run(*arguments)
        assert outcome.code in (1, 2)
        assert all(line.isprintable() for line in outcome.err.split("\n"))

    def test_bytes_of_no_encoding_are_numbers(self, run: Run, folder: Path) -> None:
        assert "unrecognized arguments: caf\\xe9 \\ud800" in run("info", "x", "caf\udce9", "\ud800").err

    def test_what_a_file_says_of_itself_is_printable(self, run: Run, folder: Path) -> None:
        profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
        at = profile.index("sRGB built-in".encode("utf-16-be"))
        profile[at : at + 10] = "\x1b[31m".encode("utf-16-be")
        Image.new("RGB", (2, 2)).save("odd.png", icc_profile=bytes(profile))
        assert "\nprofile: \\x1b[31m" in run("info", "odd.png").out
