import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kquant.core.points.morton import codes_of, keys_of, run_starts

CODES = st.lists(st.integers(0, 0xFFFFFF), min_size=1, max_size=60)


def test_every_color_there_and_back() -> None:
    keys = np.arange(1 << 24, dtype=np.uint32)

    codes = codes_of(keys)

    assert np.array_equal(keys_of(codes), keys)
    assert codes.max() == 0xFFFFFF


def test_every_color_with_alpha_there_and_back() -> None:
    codes = np.random.default_rng(0).integers(0, 1 << 32, 100_000, dtype=np.uint32)

    assert np.array_equal(codes_of(keys_of(codes, 4), 4), codes)


@given(st.lists(st.integers(0, 0xFFFFFFFF), min_size=1, max_size=60), st.integers(1, 8))
def test_with_alpha_too_a_key_begins_with_the_cube(codes: list[int], level: int) -> None:
    keys = keys_of(np.array(codes, np.uint32), 4) >> np.uint32(4 * (8 - level))

    cubes = [tuple((code >> shift & 255) >> (8 - level) for shift in (24, 16, 8, 0)) for code in codes]
    assert len(set(zip(keys.tolist(), cubes, strict=True))) == len(set(cubes)) == len(set(keys.tolist()))


@given(CODES, st.integers(1, 8))
def test_a_key_begins_with_the_cube_the_color_is_in(codes: list[int], level: int) -> None:
    keys = keys_of(np.array(codes, np.uint32)) >> np.uint32(3 * (8 - level))

    cubes = [tuple((code >> shift & 255) >> (8 - level) for shift in (16, 8, 0)) for code in codes]
    for key, cube in zip(keys.tolist(), cubes, strict=True):
        for other_key, other_cube in zip(keys.tolist(), cubes, strict=True):
            assert (key == other_key) == (cube == other_cube)


@given(CODES)
def test_the_highest_byte_is_ignored(codes: list[int]) -> None:
    plain = np.array(codes, np.uint32)

    assert np.array_equal(keys_of(plain | np.uint32(0xAB000000)), keys_of(plain))


@given(st.lists(st.integers(0, 9), min_size=1))
def test_run_starts(values: list[int]) -> None:
    ordered = np.sort(np.array(values, np.uint32))

    assert np.array_equal(run_starts(ordered), np.unique(ordered, return_index=True)[1])
