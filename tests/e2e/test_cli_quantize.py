from __future__ import annotations

import gc
import json
import math
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import kquant
from kquant.cli.options import ORDERS
from kquant.cli.parser import NAME_LISTS, PALETTE_ENDINGS
from kquant.cli.sizes import compared, size_text
from kquant.core.color.names import NameList
from kquant.core.model.settings import DEFAULT_COLORS, SETTINGS_TABLE, Settings
from kquant.core.palette.order import Order
from kquant.io import palettes
from kquant.io.palettes import read_palette
from kquant.io.read import MAX_PIXELS
from tests.e2e.harness import Run

REPORT_KEYS = [
    "version",
    "input",
    "parameters",
    "pixels",
    "colors_before",
    "colors_after",
    "compactness",
    "mse",
    "psnr",
    "ssim",
    "delta_e",
    "palette",
    "attempts",
    "iterations",
    "seconds",
]


def pixels(path: Path) -> np.ndarray:
    with Image.open(path) as picture:
        return np.asarray(picture.convert("RGB"))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_a_picture_in_five_colours(run: Run, photo: Path) -> None:
    outcome = run("quantize", photo, "-o", "few.png", "-k", "5")
    assert (outcome.code, outcome.out) == (0, "")
    few = pixels(Path("few.png"))
    assert few.shape == (40, 60, 3)
    assert len(np.unique(few.reshape(-1, 3), axis=0)) == 5
    with Image.open("few.png") as picture:
        assert picture.mode == "P"


def test_the_summary_names_colours_before_and_after(run: Run, flag: Path) -> None:
    outcome = run("quantize", flag, "-o", "few.png", "-k", "2")
    assert "3 -> 2 colours" in outcome.err


class TestSizesInTheSummary:
    def test_smaller(self, run: Run, photo: Path) -> None:
        Image.open(photo).save("photo.bmp")
        summary = run("quantize", "photo.bmp", "-o", "few.png", "-k", "2").err.splitlines()[-1]
        size = Path("few.png").stat().st_size
        less = 100 * (1 - size / Path("photo.bmp").stat().st_size)
        assert f" dB, {size} bytes, {less:.0f} % smaller than the source, " in summary

    def test_larger(self, run: Run, photo: Path) -> None:
        assert run("quantize", photo, "-o", "few.bmp", "-k", "2", "--quiet").code == 0
        summary = run("quantize", "few.bmp", "-o", "few.ppm").err.splitlines()[-1]
        more = 100 * (7213 / Path("few.bmp").stat().st_size - 1)  # a header of 13 bytes, three a pixel
        assert f", 7.2 kB, {more:,.0f} % larger than the source, " in summary

    def test_the_same(self, run: Run, photo: Path) -> None:
        assert run("quantize", photo, "-o", "few.bmp", "-k", "2", "--quiet").code == 0
        again = run("quantize", "few.bmp", "-o", "few.bmp", "--force")
        assert " bytes, as large as the source, " in again.err or " kB, as large as the source, " in again.err

    def test_of_what_goes_to_standard_output(self, run: Run, photo: Path) -> None:
        Path("-").write_text("a file of that name")
        assert run("quantize", photo, "-o", "few.png", "--quiet").code == 0
        done = subprocess.run(
            [sys.executable, "-m", "kquant", "quantize", photo, "-o", "-"], capture_output=True, check=True
        )
        assert f", {size_text(len(done.stdout))}, " in done.stderr.decode()

    def test_of_standard_input_are_not_known(self, photo: Path) -> None:
        Path("-").write_text("a file of that name")
        done = subprocess.run(
            [sys.executable, "-m", "kquant", "quantize", "-", "-o", "few.png"],
            input=photo.read_bytes(),
            capture_output=True,
            check=True,
        )
        assert f" dB, {size_text(Path('few.png').stat().st_size)}, " in done.stderr.decode()
        assert b"source" not in done.stderr

    @pytest.mark.parametrize(
        ("size", "text"),
        [(0, "0 bytes"), (999, "999 bytes"), (84_600, "84.6 kB"), (999_960, "1.0 MB"), (2e12, "2000.0 GB")],
    )
    def test_have_units(self, size: int, text: str) -> None:
        assert size_text(size) == text

    def test_nothing_is_smaller_by_all_of_it(self) -> None:
        assert compared(1, 10_000) == "99 % smaller than the source"


def test_the_command_writes_what_the_library_returns(run: Run, photo: Path) -> None:
    assert run("quantize", photo, "-o", "few.png", "-k", "7", "--seed", "3").code == 0
    result = kquant.quantize(pixels(photo), colors=7, seed=3)
    np.testing.assert_array_equal(pixels(Path("few.png")), result.image)


def test_the_same_seed_writes_the_same_bytes_on_any_number_of_threads(run: Run, photo: Path) -> None:
    assert run("quantize", photo, "-o", "one.png", "--threads", "1").code == 0
    assert run("quantize", photo, "-o", "two.png", "--threads", "2").code == 0
    assert Path("one.png").read_bytes() == Path("two.png").read_bytes()


def test_the_report_has_the_promised_keys(run: Run, photo: Path) -> None:
    assert run("quantize", photo, "-o", "few.png", "-k", "4", "--report", "few.json").code == 0
    report = json.loads(Path("few.json").read_text(encoding="ascii"))
    assert list(report) == REPORT_KEYS
    assert report["version"] == kquant.__version__
    assert report["input"] == {
        "path": str(photo),
        "width": 60,
        "height": 40,
        "mode": "RGB 8-bit",
        "notes": [],
    }
    known = {
        "colors": 4,
        "engine": "histogram",
        "init": "pp",
        "init_colors": [],
        "attempts": 1,
        "max_iter": 100,
        "epsilon": 0.1,
        "seed": 0,
        "effort": "balanced",
        "space": "srgb",
        "alpha": "keep",
        "matte": "#ffffff",
        "locked": [],
        "excluded": [],
        "selection": None,
        "emphasis": 0,
        "rest": "map",
        "palette": [],
        "palette_use": "fixed",
    }
    parameters = report["parameters"]
    assert {name: parameters[name] for name in known} == known
    # `unselected` is called "rest" there, and an entry that is not there is left out
    assert {*parameters, "unselected", "clear_entry"} - {"rest"} == {*SETTINGS_TABLE}
    assert set(report["delta_e"]) == {"mean", "p95", "max"}
    assert set(report["seconds"]) == {"read", "histogram", "cluster", "map", "metrics", "write", "total"}
    assert len(report["palette"]) == report["colors_after"] == 4


_PARAMETERS = """\
{"colors": 2, "engine": "histogram", "init": "pp", "init_colors": [], "attempts": 1, "max_iter": 100,
"epsilon": 0.1, "seed": 9, "effort": "balanced", "space": "lab", "alpha": "matte", "matte": "#123456",
"locked": ["#00ff00"], "excluded": [{"hex": "#ffffff", "radius": 2.5}],
"selection": [{"shape": "rectangle", "how": "add", "x": 1, "y": 2, "width": 3, "height": 4}], "emphasis": 9,
"rest": "clear", "palette": ["#ff0000", "#00ff00"], "palette_use": "fixed",
"clear_entry": {"place": 0, "hex": "#28140a"}, "clear_place": "found", "unused": "keep", "pad": 0}
"""


def test_the_report_has_the_same_parameters_as_ever(run: Run, photo: Path) -> None:
    Path("sprite.gpl").write_text("GIMP Palette\nChannels: RGBA\n40 20 10 0 none\n255 0 0 255 red\n")
    outcome = run(
        *("quantize", photo, "-o", "few.png", "--report", "-", "--quiet", "--seed", "9", "--space", "lab"),
        *("--matte", "#123456", "--lock", "0f0", "--exclude", "fff:2.5", "--select", "1,2,3,4"),
        *("--emphasis", "9", "--rest", "clear", "--palette-in", "sprite.gpl"),
    )
    written = json.loads(outcome.out)["parameters"]
    before = json.loads(_PARAMETERS)
    assert json.dumps({name: written[name] for name in before}) == json.dumps(before)


def test_the_report_adds_up(run: Run, photo: Path) -> None:
    report = json.loads(run("quantize", photo, "-o", "few.png", "-k", "4", "--report", "-").out)
    assert report["pixels"] == sum(color["count"] for color in report["palette"]) == 2400
    assert math.isclose(sum(color["share"] for color in report["palette"]), 1)
    assert math.isclose(sum(color["compactness"] for color in report["palette"]), report["compactness"])
    squared = (pixels(photo).astype(float) - pixels(Path("few.png"))) ** 2
    assert math.isclose(report["mse"], squared.sum(axis=2).mean())
    assert math.isclose(report["compactness"], squared.sum())
    written = {tuple(color) for color in pixels(Path("few.png")).reshape(-1, 3)}
    assert written == {tuple(color["rgb"]) for color in report["palette"]}
    assert all(color["hex"] == "#" + bytes(color["rgb"]).hex() for color in report["palette"])


def test_a_lossless_result_has_no_psnr_and_is_valid_json(run: Run, flag: Path) -> None:
    outcome = run("quantize", flag, "-o", "few.png", "--report", "-")
    report = json.loads(outcome.out, parse_constant=pytest.fail)
    assert report["psnr"] is None
    assert report["mse"] == 0


def test_fewer_colours_than_wanted_is_told(run: Run, flag: Path) -> None:
    outcome = run("quantize", flag, "-o", "few.png", "-k", "5", "--report", "few.json")
    assert outcome.code == 0
    assert outcome.err.startswith(f"kquant: note: {flag}: ")
    assert json.loads(Path("few.json").read_text())["parameters"]["colors"] == 3
    np.testing.assert_array_equal(pixels(Path("few.png")), pixels(flag))


def test_no_more_colours_than_the_format_holds(run: Run, photo: Path) -> None:
    outcome = run("quantize", photo, "-o", "few.gif", "-k", "300")
    assert outcome.code == 0
    assert "256" in outcome.err.splitlines()[0]
    assert len(np.unique(pixels(Path("few.gif")).reshape(-1, 3), axis=0)) == 256


def test_a_transparent_colour_takes_one_of_the_places(run: Run, photo: Path) -> None:
    with Image.open(photo) as picture:
        picture.putalpha(Image.linear_gradient("L").resize(picture.size))
        picture.save("logo.png")
    assert run("quantize", "logo.png", "-o", "few.gif", "-k", "256").code == 0
    with Image.open("few.gif") as few:
        assert "transparency" in few.info


def test_quiet_says_nothing(run: Run, flag: Path) -> None:
    outcome = run("quantize", flag, "-o", "few.jpg", "-k", "5", "--quiet")
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")


def test_a_lossy_format_is_warned_of(run: Run, flag: Path) -> None:
    outcome = run("quantize", flag, "-o", "few.jpg", "-k", "2")
    assert outcome.code == 0
    assert "note: few.jpg: " in outcome.err


def test_palettes_with_names(run: Run, flag: Path) -> None:
    targets = ("flag.gpl", "flag.csv", "flag.hex")
    options = [part for target in targets for part in ("--palette", target)]
    outcome = run("quantize", flag, "-o", "few.png", *options, "--names", "xkcd")
    assert "kquant: note: flag.hex: the names were left out" in outcome.err.splitlines()
    for target in targets[:2]:
        assert read_palette(target).names == ("fire engine red", "white", "primary blue")


def test_several_palettes_at_once(run: Run, flag: Path) -> None:
    kinds = tuple(ending[1:] for ending in PALETTE_ENDINGS.split())
    assert len(kinds) == 17
    options = [word for kind in kinds for word in ("--palette", f"pal.{kind}")]
    assert run("quantize", flag, "-o", "few.png", *options).code == 0
    assert Path("pal.hex").read_text().lower().split() == ["ff0000", "ffffff", "0000ff"]
    assert names(flag.parent) == {"flag.png", "few.png", *(f"pal.{kind}" for kind in kinds)}


@pytest.mark.parametrize(
    ("options", "field", "value"),
    [
        (["--engine", "pixels"], "engine", "pixels"),
        (["--init", "random"], "init", "random"),
        (["--init-colors", "ff0000,#00f"], "init_colors", ["#ff0000", "#0000ff"]),
        (["--init-colors", "ff0000"], "init", "given"),
        (["--attempts", "5"], "attempts", 5),
        (["--max-iter", "7"], "max_iter", 7),
        (["--epsilon", "0.5"], "epsilon", 0.5),
        (["--seed", "9"], "seed", 9),
        (["--effort", "best"], "effort", "best"),
        (["--space", "oklab"], "space", "oklab"),
        (["--alpha", "threshold"], "alpha", "threshold"),
        (["--matte", "#123456"], "matte", "#123456"),
        (["--matte", "#123456"], "alpha", "matte"),
        (["--lock", "ff0000,#0f0"], "locked", ["#ff0000", "#00ff00"]),
        (["--exclude", "fff:2.5"], "excluded", [{"hex": "#ffffff", "radius": 2.5}]),
        (
            ["--select", "1,2,3,4"],
            "selection",
            [{"shape": "rectangle", "how": "add", "x": 1, "y": 2, "width": 3, "height": 4}],
        ),
        (["--select", "1,2,3,4", "--emphasis", "9"], "emphasis", 9),
        (["--unselected", "clear"], "rest", "clear"),
        (["--rest", "clear"], "rest", "clear"),
        (["--palette-in", "greys-2", "--recolor"], "palette", ["#000000", "#ffffff"]),
        (["--palette-in", "greys-2", "--recolor-lightness"], "palette_use", "lightness"),
        (["--palette-in", "game-boy"], "colors", 3),
    ],
)
def test_every_option_arrives(run: Run, photo: Path, options: list[str], field: str, value: object) -> None:
    outcome = run("quantize", photo, "-o", "few.png", "-k", "3", "--report", "-", *options)
    assert json.loads(outcome.out)["parameters"][field] == value


class TestAGivenPalette:
    def test_is_mapped_to_in_its_order(self, run: Run, photo: Path) -> None:
        Path("mine.hex").write_text("ff0000\n000000\nffffff\n")
        report = run("quantize", photo, "-o", "few.png", "--palette-in", "mine.hex", "--report", "-").out
        assert [color["hex"] for color in json.loads(report)["palette"]] == ["#ff0000", "#000000", "#ffffff"]

    def test_starts_the_clustering_with_as_many_colours(self, run: Run, photo: Path) -> None:
        out = run("palette", photo, "--palette-in", "cga-4-0", "--start").out
        assert len(out.splitlines()) == 4

    def test_is_found_in_a_picture(self, run: Run, photo: Path) -> None:
        noise = np.random.default_rng(1).integers(0, 256, (80, 80, 3)).astype(np.uint8)
        Image.fromarray(noise).save("noise.png")  # of more colours than a palette has
        outcome = run("palette", photo, "-k", "7", "--palette-in", "noise.png")
        assert len(outcome.out.splitlines()) == 7
        assert outcome.err.startswith("kquant: note: noise.png: Found in the picture")

    def test_brings_its_clear_entry_along(self, run: Run, photo: Path) -> None:
        Path("sprite.gpl").write_text("GIMP Palette\nChannels: RGBA\n40 20 10 0 none\n255 0 0 255 red\n")
        outcome = run(
            *("quantize", photo, "-o", "few.png", "--palette-in", "sprite.gpl"),
            *("--palette", "few.gpl", "--palette", "few.hex", "--report", "-"),
        )
        notes = [line.partition(": note: ")[2] for line in outcome.err.splitlines() if ": note: " in line]
        assert notes == [
            "sprite.gpl: transparent entries are no colours to paint with: 1",
            "few.hex: transparent entries were left out: 1",
        ]
        report = json.loads(outcome.out)
        assert [color["hex"] for color in report["palette"]] == ["#ff0000"]
        assert report["parameters"]["clear_entry"] == {"place": 0, "hex": "#28140a"}
        assert read_palette("few.gpl").clear == (0,)
        assert read_palette("few.hex").hexes == ("ff0000",)
        listed = run("palette", photo, "--palette-in", "sprite.gpl", "--names", "css").out
        assert listed == "#ff0000 1.000000 2400 red\n"

    @pytest.mark.parametrize("ending", [".png", ".gif"])
    def test_that_is_full_is_refused_beside_transparency(self, run: Run, folder: Path, ending: str) -> None:
        colors = [(level, 255 - level, 9) for level in range(256)]
        picture = Image.new("RGBA", (257, 1))
        picture.putdata([(*color, 255) for color in colors] + [(0, 0, 0, 0)])
        picture.save("full.png")
        Path("full.hex").write_text("".join(f"{bytes(color).hex()}\n" for color in colors))
        command = ("quantize", "full.png", "-o", f"few{ending}", "--palette-in", "full.hex")
        error = run(*command, "--palette", "few.gpl").error
        assert error.startswith(f"few{ending}: ")
        assert error.endswith(
            "at most 256 colours, this picture has 256 and transparency: "
            "use --alpha matte, fewer colours, or a format that needs no palette, such as .webp"
        )
        assert not Path(f"few{ending}").exists()
        assert not Path("few.gpl").exists()
        assert run(*command, "--alpha", "matte").code == 0

    def test_that_is_too_long_is_refused(self, run: Run, photo: Path) -> None:
        Path("long.hex").write_text("".join(f"{place:06x}\n" for place in range(4097)))
        error = run("palette", photo, "--palette-in", "long.hex").error
        assert error == "long.hex: it has 4,097 colours, and a palette to use has at most 4,096"

    def test_that_is_not_there_is_named(self, run: Run, photo: Path) -> None:
        outcome = run("palette", photo, "--palette-in", "nothing")
        assert outcome.error.startswith("nothing: there is no such file")


def test_the_palette_is_sorted(run: Run, photo: Path) -> None:
    lines = run("palette", photo, "-k", "6", "--sort", "share", "--descending").out.splitlines()
    counts = [int(line.split()[2]) for line in lines]
    assert counts == sorted(counts)
    same = run("palette", photo, "-k", "6").out.splitlines()
    assert lines == same[::-1]


@pytest.mark.parametrize(
    "options",
    [
        ["--start"],
        ["--emphasis", "3"],
        ["--descending"],
        ["--select", "1,2,3"],
        ["--select", "1,2,0,4"],
        ["--exclude", "fff:-1"],
        ["--palette-in", "game-boy", "--fixed", "--start"],
    ],
)
def test_what_does_not_go_together_is_wrong_usage(run: Run, photo: Path, options: list[str]) -> None:
    assert run("palette", photo, *options).code == 2


def test_the_help_and_its_choices_are_those_of_the_library() -> None:
    assert list(NAME_LISTS) == [str(member) for member in NameList]
    assert [*ORDERS, "hand"] == [str(member) for member in Order]
    defaults = Settings()
    assert MAX_PIXELS == 512_000_000
    assert (DEFAULT_COLORS, defaults.attempts, defaults.max_iter, defaults.epsilon) == (16, None, 100, 0.1)


class TestKOfAPalette:
    @pytest.fixture
    def threads(self, photo: Path) -> list[str]:
        colors = np.random.default_rng(3).integers(0, 256, (60, 3), dtype=np.uint8)
        found = list(dict.fromkeys(bytes(color).hex() for color in colors))
        rows = "".join(f"{r} {g} {b}\tthread\n" for r, g, b in colors)
        Path("threads.gpl").write_text(f"GIMP Palette\n#\n{rows}")
        return found

    def test_the_best_five_in_their_order(self, run: Run, photo: Path, threads: list[str]) -> None:
        options = ("--palette-in", "threads.gpl", "-k", "5")
        outcome = run("quantize", photo, "-o", "few.png", *options, "--report", "few.json")
        assert outcome.code == 0
        with Image.open("few.png") as few:
            table = np.array(few.getpalette()).reshape(-1, 3)[:5]
            assert len(np.unique(np.asarray(few))) == 5
        places = [threads.index(bytes(color.tolist()).hex()) for color in table]
        assert places == sorted(places)
        report = json.loads(Path("few.json").read_text())
        assert report["parameters"]["colors"] == len(report["palette"]) == 5

    def test_without_k_all_of_it(self, run: Run, photo: Path, threads: list[str]) -> None:
        out = run("palette", photo, "--palette-in", "threads.gpl").out
        assert [line.split()[0].strip("#").lower() for line in out.splitlines()] == threads

    def test_of_a_picture_k_is_the_number_found_in_it(self, run: Run, photo: Path) -> None:
        noise = np.random.default_rng(4).integers(0, 256, (90, 90, 3), dtype=np.uint8)
        Image.fromarray(noise).save("other.png")
        found = run("palette", "other.png", "-k", "7").out.splitlines()
        outcome = run("palette", photo, "--palette-in", "other.png", "-k", "7")
        hexes = [[line.split()[0] for line in lines] for lines in (found, outcome.out.splitlines())]
        assert hexes[0] == hexes[1]
        assert len(hexes[0]) == 7
        Image.new("RGB", (9, 9), (1, 2, 3)).save("plain.png")
        assert len(run("palette", photo, "--palette-in", "plain.png", "-k", "7").out.splitlines()) == 1


def test_transparency_is_kept(run: Run, folder: Path) -> None:
    picture = Image.new("RGBA", (8, 8), (10, 20, 30, 255))
    picture.paste((200, 0, 0, 0), (0, 0, 4, 8))
    picture.save("logo.png")
    assert run("quantize", "logo.png", "-o", "few.png").code == 0
    with Image.open("few.png") as few:
        alpha = np.asarray(few.convert("RGBA"))[..., 3]
    assert set(alpha[:, :4].ravel()) == {0}
    assert set(alpha[:, 4:].ravel()) == {255}


def test_a_matte_fills_what_is_transparent(run: Run, folder: Path) -> None:
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).save("logo.png")
    assert run("quantize", "logo.png", "-o", "few.png", "--matte", "00ff00").code == 0
    assert (pixels(Path("few.png")) == (0, 255, 0)).all()


class TestFilesThatExist:
    def test_are_not_written_over(self, run: Run, flag: Path) -> None:
        Path("few.png").write_text("mine")
        assert run("quantize", flag, "-o", "few.png").error.startswith("few.png: ")
        assert Path("few.png").read_text() == "mine"

    def test_are_named_before_the_picture_is_read(self, run: Run, folder: Path) -> None:
        Path("few.png").write_text("mine")
        assert run("quantize", "absent.png", "-o", "few.png").error.startswith("few.png: ")

    def test_are_written_over_with_force(self, run: Run, flag: Path) -> None:
        Path("few.png").write_text("mine")
        assert run("quantize", flag, "-o", "few.png", "--force").code == 0
        assert pixels(Path("few.png")).shape == (40, 60, 3)

    @pytest.mark.parametrize("options", [[], ["--force"]])
    def test_are_never_written_over_if_protected(self, run: Run, photo: Path, options: list[str]) -> None:
        Path("few.gpl").write_text("mine")
        Path("few.gpl").chmod(0o444)
        outcome = run("quantize", photo, "-o", "few.png", "--palette", "few.gpl", *options)
        assert outcome.error == "few.gpl: it is write-protected"
        assert (names(photo.parent), Path("few.gpl").read_text()) == ({"photo.png", "few.gpl"}, "mine")

    def test_the_source_is_safe_too(self, run: Run, flag: Path) -> None:
        before = flag.read_bytes()
        assert "--force" in run("quantize", flag, "-o", f"../{flag.parent.name}/flag.png").error
        assert flag.read_bytes() == before

    def test_the_source_can_be_written_over_with_force(self, run: Run, photo: Path) -> None:
        assert run("quantize", photo, "-o", photo, "-k", "2", "--force").code == 0
        assert len(np.unique(pixels(photo).reshape(-1, 3), axis=0)) == 2

    @pytest.mark.parametrize("option", ["--palette", "--report"])
    def test_palettes_and_reports_are_no_exception(self, run: Run, flag: Path, option: str) -> None:
        Path("mine.json").write_text("mine")
        assert run("quantize", flag, "-o", "few.png", option, "mine.json").error.startswith("mine.json: ")
        assert names(flag.parent) == {"flag.png", "mine.json"}
        assert Path("mine.json").read_text() == "mine"

    def test_two_results_cannot_share_a_file(self, run: Run, flag: Path) -> None:
        outcome = run("quantize", flag, "-o", "few.json", "--palette", "a.json", "--report", "a.json")
        assert outcome.error.startswith("a.json: ")


class TestWhenItCannotBeDone:
    """A failure leaves no result behind, whichever of the files it is about."""

    @pytest.mark.parametrize(
        "options",
        [
            ["-o", "few.xyz"],
            ["-o", "no/such/folder/few.png"],
            ["-o", "few.png", "--palette", "pal.xyz"],
            ["-o", "few.png", "--report", "no/such/folder/report.json"],
            ["-o", "."],
        ],
    )
    def test_targets(self, run: Run, flag: Path, options: list[str]) -> None:
        assert run("quantize", flag, *options).error.startswith(f"{options[-1]}: ")
        assert names(flag.parent) == {"flag.png"}

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
    def test_the_last_of_several_results(self, run: Run, flag: Path) -> None:
        results = ("-o", "few.png", "--palette", "few.gpl", "--report", "/dev/full")
        outcome = run("quantize", flag, "-k", "3", *results)
        assert outcome.error == "/dev/full: the disk is full"
        assert names(flag.parent) == {"flag.png"}

    def test_an_interrupt_between_two_results(
        self, run: Run, flag: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(*_: object, **__: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(palettes, "write_palette", interrupt)
        assert run("quantize", flag, "-o", "few.png", "--palette", "few.gpl").code == 130
        assert names(flag.parent) == {"flag.png"}


def test_without_a_window_garbage_is_collected_as_ever(run: Run, photo: Path) -> None:
    collected: list[str] = []
    note = lambda phase, _: collected.append(phase)  # noqa: E731 - to be found again
    gc.callbacks.append(note)
    try:
        run("quantize", photo, "-o", "few.png")
    finally:
        gc.callbacks.remove(note)
    assert collected
