"""The land of a property keeps its form, however small it is and however many of its streets are widened."""

from random import Random

import pytest
from shapely.geometry import Polygon

from samplecity.land import Side, make

NAMES = ("north", "east", "south", "west")


@pytest.mark.parametrize("size", [(8.0, 9.0), (9.0, 12.0), (12.0, 18.0), (20.0, 25.0)])
@pytest.mark.parametrize("streets", [NAMES[:count] for count in range(1, 5)], ids=["one", "two", "three", "four"])
def test_what_is_left_of_a_plot_does_not_cross_itself(size, streets):
    for seed in range(150):
        rng = Random(seed)
        widened = {
            n: Side(n, "street", n, width=6.0, planned=10.0, setback=rng.choice([0.0, 1.0, 2.0])) for n in streets
        }
        land = make(rng, (0.0, 0.0), size, widened, 4781)
        for ring in (land.outline, land.after):
            assert Polygon(ring).is_valid and Polygon(ring).area > 0, (seed, size, streets)
        assert Polygon(land.after).area <= Polygon(land.outline).area + 0.01
