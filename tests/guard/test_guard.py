"""Some of the guarded results, at every test run. `python -m tests.guard` compares them all."""

from __future__ import annotations

import pytest

from tests.guard.cases import Case, cases
from tests.guard.hashes import differences, hashes, read_table, table_path

_QUICK = [case for case in cases() if case.quick]


@pytest.mark.parametrize("case", _QUICK, ids=lambda case: case.name)
def test_a_result_is_what_it_was(case: Case) -> None:
    table = table_path()
    if not table.is_file():
        pytest.skip(f"no table for these versions: {table.name}")
    assert differences(read_table(table), {case.name: hashes(case.run())}) == []
