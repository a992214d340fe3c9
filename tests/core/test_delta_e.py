import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from skimage.color import deltaE_ciede2000

from kquant.core.color.delta_e import ciede2000
from kquant.core.model.arrays import Float64

# Table 1 of Sharma, Wu and Dalal (2005).
PUBLISHED = """
50.0000 2.6772 -79.7751 50.0000 0.0000 -82.7485 2.0425
50.0000 3.1571 -77.2803 50.0000 0.0000 -82.7485 2.8615
50.0000 2.8361 -74.0200 50.0000 0.0000 -82.7485 3.4412
50.0000 -1.3802 -84.2814 50.0000 0.0000 -82.7485 1.0000
50.0000 -1.1848 -84.8006 50.0000 0.0000 -82.7485 1.0000
50.0000 -0.9009 -85.5211 50.0000 0.0000 -82.7485 1.0000
50.0000 0.0000 0.0000 50.0000 -1.0000 2.0000 2.3669
50.0000 -1.0000 2.0000 50.0000 0.0000 0.0000 2.3669
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0009 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0010 7.1792
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0011 7.2195
50.0000 2.4900 -0.0010 50.0000 -2.4900 0.0012 7.2195
50.0000 -0.0010 2.4900 50.0000 0.0009 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0010 -2.4900 4.8045
50.0000 -0.0010 2.4900 50.0000 0.0011 -2.4900 4.7461
50.0000 2.5000 0.0000 50.0000 0.0000 -2.5000 4.3065
50.0000 2.5000 0.0000 73.0000 25.0000 -18.0000 27.1492
50.0000 2.5000 0.0000 61.0000 -5.0000 29.0000 22.8977
50.0000 2.5000 0.0000 56.0000 -27.0000 -3.0000 31.9030
50.0000 2.5000 0.0000 58.0000 24.0000 15.0000 19.4535
50.0000 2.5000 0.0000 50.0000 3.1736 0.5854 1.0000
50.0000 2.5000 0.0000 50.0000 3.2972 0.0000 1.0000
50.0000 2.5000 0.0000 50.0000 1.8634 0.5757 1.0000
50.0000 2.5000 0.0000 50.0000 3.2592 0.3350 1.0000
60.2574 -34.0099 36.2677 60.4626 -34.1751 39.4387 1.2644
63.0109 -31.0961 -5.8663 62.8187 -29.7946 -4.0864 1.2630
61.2901 3.7196 -5.3901 61.4292 2.2480 -4.9620 1.8731
35.0831 -44.1164 3.7933 35.0232 -40.0716 1.5901 1.8645
22.7233 20.0904 -46.6940 23.0331 14.9730 -42.5619 2.0373
36.4612 47.8580 18.3852 36.2715 50.5065 21.2231 1.4146
90.8027 -2.0831 1.4410 91.1528 -1.6435 0.0447 1.4441
90.9257 -0.5406 -0.9208 88.6381 -0.8985 -0.7239 1.5381
6.7747 -0.2908 -2.4247 5.8714 -0.0985 -2.2286 0.6377
2.0776 0.0795 -1.1350 0.9033 -0.0636 -0.5514 0.9082
"""


def random_lab(seed: int, number: int) -> Float64:
    return np.random.default_rng(seed).uniform([0, -110, -110], [100, 110, 110], (number, 3))


def test_the_published_pairs_to_their_four_decimals() -> None:
    table = np.array(PUBLISHED.split(), float).reshape(34, 7)

    assert np.abs(ciede2000(table[:, :3], table[:, 3:6]) - table[:, 6]).max() < 0.5e-4 + 1e-9


def test_as_scikit_image_has_it() -> None:
    one, other = random_lab(1, 100_000), random_lab(2, 100_000)

    assert np.abs(ciede2000(one, other) - deltaE_ciede2000(one, other)).max() < 1e-9


@given(seed=st.integers(0, 10_000))
def test_symmetric_and_zero_only_for_equal_colors(seed: int) -> None:
    one, other = random_lab(seed, 20), random_lab(seed + 1, 20)

    assert np.allclose(ciede2000(one, other), ciede2000(other, one), rtol=1e-12)
    assert (ciede2000(one, one) == 0).all()
    assert (ciede2000(one, other) > 0).all()


def test_the_same_alone_and_among_many_for_any_number_of_threads() -> None:
    one, other = random_lab(3, 70_001), random_lab(4, 70_001)

    whole = ciede2000(one, other)

    assert np.array_equal(ciede2000(one, other, threads=3), whole)
    assert ciede2000(one[-1:], other[-1:])[0] == whole[-1]


def test_no_pairs() -> None:
    assert ciede2000(np.empty((0, 3)), np.empty((0, 3))).shape == (0,)
