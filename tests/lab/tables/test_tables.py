"""Numbers in text, however they are parted and written."""

from __future__ import annotations

import codecs
import contextlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from kquant.core.model.errors import KQuantError
from kquant.lab.core.datasets import make
from kquant.lab.core.points import MAX_POINTS, PointSet
from kquant.lab.core.recipe import Recipe
from kquant.lab.core.run import run
from kquant.lab.core.settings import LabSettings
from kquant.lab.tables import labelled_csv, open_table, read_table
from kquant.lab.tables import read as reading


@pytest.mark.parametrize(
    "text",
    [
        "1.5,2\n3,-4e0\n",
        "1.5, 2\n3, -4",
        "1.5;2\n3;-4",
        "1,5;2\n3,0;-4",
        "1.5\t2\r\n3\t-4\r\n",
        "1,5\t2\n3\t-4",
        "  1.5   2\n3 -4",
        "1,5 2\n3 -4",
        "1.5|2\n3|-4",
        '"1.5","2"\n"3","-4"',
        "# made by hand\n\n1.5,2\n\n3,-4\n\n",
        "width,height\n1.5,2\n3,-4",
        "Breite;Höhe\n1,5;2\n3;-4",
    ],
)
def test_ways_to_write_the_same_points(text: str) -> None:
    points, notes = read_table(text).points()
    assert points.points.tolist() == [[1.5, 2], [3, -4]]
    assert notes == ()


def test_headers_are_told_from_numbers() -> None:
    table = read_table("name,x,y\na,1,2\nb,3,4")
    assert (table.names, table.header, table.numeric) == (("name", "x", "y"), True, (1, 2))
    bare = read_table("1,2\n3,4")
    assert (bare.names, bare.header, len(bare)) == (("column 1", "column 2"), False, 2)


def test_columns_and_truth_are_chosen() -> None:
    table = read_table("kind,x,y,z\nrose,1,2,3\ntulip,4,5,6\nrose,7,8,9\n,0,0,0\n")
    points, _ = table.points(x=3, y=1, truth=0, source="flowers.csv")
    assert points.axes == ("z", "x")
    assert points.points[1].tolist() == [6, 4]
    assert points.truth is not None
    assert points.truth.tolist() == [0, 1, 0, -1]
    assert points.source == "flowers.csv"
    by_number, _ = table.points(truth=1)
    assert by_number.axes == ("y", "z")


def test_a_column_of_names_is_no_truth() -> None:
    table = read_table("".join(f"{number},1,2\n" for number in range(300)))
    with pytest.raises(KQuantError, match='"column 1" has over 200 different values'):
        table.points(x=1, y=2, truth=0)


def test_bad_rows_are_named_by_their_lines() -> None:
    text = "# c\nx,y\n1,2\noops,3\n\n4,nan\n5,6\ninf,1\n7\n8,9\n1e300,0\n1,2,\n3,4\n5,6\n"
    points, (note,) = read_table(text).points()
    assert points.points.tolist() == [[1, 2], [5, 6], [8, 9], [1, 2], [3, 4], [5, 6]]
    assert note == "lines 4, 6, 8, 9 and 11 were left out: they have no two finite numbers"
    _, (one,) = read_table('x,y\n"1\n",2\n?,3\n4,5').points()
    assert one == "line 4 was left out: it has no two finite numbers"
    many = "x,y\n" + "1,2\n" * 10 + "a,b\n" * 9
    _, (note,) = read_table(many).points()
    assert note.startswith("lines 12, 13, 14, 15, 16 and 4 more were left out")


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "nothing in it"),
        (b"\n\n# only words\n", "nothing in it"),
        (b"hello", "no two columns"),
        (b"1\n2\n3\n", "no two columns"),
        (b"a,b\nc,d\n", "no two columns"),
        (b"1,2\n" * 3 + b"\0", "not text"),
        (b"PK\x03\x04...", "save the sheet as CSV"),
        (b"\xd0\xcf\x11\xe0...", "save the sheet as CSV"),
        (b'1,2\n3,"' + b"4" * 200_000 + b'"', "not a table"),
        (b"1,nan\n2,inf\n3,nan", "no two columns"),
    ],
)
def test_what_is_no_table_is_a_sentence(data: bytes, cause: str) -> None:
    with pytest.raises(KQuantError, match=cause):
        open_table(data).points()


def test_columns_without_a_usable_row_are_a_sentence() -> None:
    table = read_table("x,y\n1,1e300\n2,-1e300\n")
    with pytest.raises(KQuantError, match='both in "x" and in "y"'):
        table.points()


def test_files_and_folders(tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    file.write_bytes(codecs.BOM_UTF8 + "größe,y\n1,2\n3,4\n".encode())
    assert open_table(file).names == ("größe", "y")
    file.write_bytes("größe;y\n1,5;2\n3;4\n".encode("cp1252"))
    assert open_table(file).names == ("größe", "y")
    file.write_text("x\ty\n1\t2\n", "utf-16")
    assert open_table(file).points()[0].points.tolist() == [[1, 2]]
    with pytest.raises(KQuantError, match="folder, not a table"):
        open_table(tmp_path)
    with pytest.raises(KQuantError, match="no such file"):
        open_table(tmp_path / "none.csv")


def test_large_files_are_limited_and_that_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    table = read_table("1,2\n" * (MAX_POINTS + 3))
    assert len(table) == MAX_POINTS
    assert "only the first 100,000" in table.notes[0]
    monkeypatch.setattr(reading, "MAX_BYTES", 11)
    cut = open_table(b"1,2\n3,4\n5,66666\n")
    assert cut.points()[0].points.tolist() == [[1, 2], [3, 4]]
    assert "only its first" in cut.notes[0]


@hypothesis_settings(max_examples=150, deadline=None)
@given(st.text("0123456789.,;|\t \n\"'#-eExnaif_\0é", max_size=60))
def test_any_text_is_points_or_a_sentence(text: str) -> None:
    with contextlib.suppress(KQuantError):
        points, _ = read_table(text).points()
        assert len(points) > 0


def test_labelled_points_come_back_as_they_were() -> None:
    points = make(Recipe(samples=50)).added([(1 / 3, 1e-17)])
    found = run(points, LabSettings())
    table = open_table(labelled_csv(points, found))
    assert table.names == ("x", "y", "cluster", "center x", "center y", "truth")
    again, notes = table.points(truth=2)
    assert np.array_equal(again.points, points.points)
    assert notes == ()
    assert [int(row[2]) for row in table.cells] == found.labels.tolist()
    centers = np.array([[float(cell) for cell in row[3:5]] for row in table.cells])
    assert np.array_equal(centers, found.centers[found.labels])
    assert table.cells[50][5] == ""


def test_names_of_axes_are_quoted() -> None:
    points = PointSet(np.array([(0.0, 1), (2, 3)]), axes=('a, "b"', "c\nd"))
    table = open_table(labelled_csv(points, run(points, LabSettings(k=1))))
    assert table.names[:2] == ('a, "b"', "c\nd")
