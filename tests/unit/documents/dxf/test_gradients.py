"""An area that goes over from one colour to another does so on the sheet and in its picture."""

import re

import pytest
from PIL import Image

RING = [(1, 1), (9, 1), (9, 7), (1, 7)]
NAMES = ["LINEAR", "CYLINDER", "SPHERICAL", "HEMISPHERICAL", "CURVED"]


def area(plan, kind="hatch", first=(255, 0, 0), second=(0, 0, 255), **more):
    polygon = getattr(plan.house().model, f"add_{kind}")()
    if kind == "hatch":
        polygon.set_gradient(first, second, **more)
    else:
        polygon.set_solid_fill(0)
        polygon.set_gradient(first, second, **more)
    polygon.paths.add_polyline_path(RING, is_closed=True)
    return polygon


def at(seen, x, y):
    """The colour in the picture of the sheet, at a part of its width and height."""
    with Image.open(seen.sheets[0].image) as image:
        return image.convert("RGB").getpixel((round(x * image.width), round(y * image.height)))


@pytest.mark.parametrize("kind", ["hatch", "mpolygon"])
def test_a_gradient_goes_from_its_first_colour_to_its_second(plan, draw, kind):
    area(plan, kind)
    seen = draw(plan)
    left, right = at(seen, 0.13, 0.43), at(seen, 0.87, 0.43)
    assert left[0] > 200 > 60 > left[2] and right[2] > 200 > 60 > right[0]


def test_a_turned_gradient_goes_upwards(plan, draw):
    area(plan, rotation=90)
    seen = draw(plan)
    assert at(seen, 0.52, 0.84)[0] > 200 and at(seen, 0.52, 0.16)[2] > 200


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("inverse", ["", "INV"])
def test_each_kind_of_gradient_has_both_its_colours_and_no_third(plan, draw, name, inverse):
    area(plan, name=inverse + name if name != "LINEAR" else name)
    seen = draw(plan)
    colours = [at(seen, x / 100, 0.43) for x in range(13, 88, 5)] + [at(seen, 0.52, y / 100) for y in range(15, 86, 5)]
    colours = [colour for colour in colours if min(colour) != max(colour)]
    assert max(r for r, _g, _b in colours) > 140 and max(b for _r, _g, b in colours) > 140
    assert all(green < 20 for _r, green, _b in colours)


@pytest.mark.parametrize("light", [(255, 255, 180), (220, 220, 220)])
def test_words_on_a_light_gradient_keep_their_colour(plan, draw, light):
    area(plan, first=light, second=(255, 255, 255), one_color=1)
    plan.model.add_text("متن", height=1, dxfattribs={"color": 1}).set_placement((4, 4))
    svg = draw(plan).svgs[0]
    assert 'fill="url(#g0)"' in svg and 'fill="#ff0000" d=' in svg and 'fill="#000000"' not in svg


def test_a_gradient_is_defined_once_and_keeps_what_shines_through_it(plan, draw):
    area(plan).transparency = 0.5
    area(plan).transparency = 0.5
    svg = draw(plan).svgs[0]
    assert svg.count("<linearGradient") == 1 and len(re.findall(r'url\(#g0\)" .*fill-opacity="0.5', svg)) == 2


def test_an_area_whose_gradient_is_off_has_its_own_colour(plan, draw):
    polygon = area(plan)
    polygon.gradient.kind, polygon.dxf.color = 0, 3
    assert 'fill="#00ff00"' in draw(plan).svgs[0] and "Gradient" not in draw(plan).svgs[0]
