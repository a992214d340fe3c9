"""The script that tries every file of a folder counts what comes of each."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

SCRIPT = Path(__file__).parents[1] / "odd_files.py"


def run(folder: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(SCRIPT), str(folder), *options]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_results_and_sentences_are_good(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    Image.new("RGB", (4, 4)).save(folder / "good.png")
    (folder / "bad.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    done = run(folder, "--read-only", "--json", str(tmp_path / "out.json"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 files: 1 result, 1 sentence, 0 traceback" in done.stdout
    kinds = {
        Path(item["file"]).name: item["kind"] for item in json.loads((tmp_path / "out.json").read_text())
    }
    assert kinds == {"good.png": "result", "bad.png": "sentence"}


@pytest.mark.slow
def test_a_file_over_a_limit_is_an_offender(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4)).save(tmp_path / "good.png")
    slow = run(tmp_path, "--read-only", "--seconds", "0.01")
    assert slow.returncode == 1
    assert "1 hang" in slow.stdout
    large = run(tmp_path, "--read-only", "--megabytes", "1")
    assert large.returncode == (1 if sys.platform != "win32" else 0)
