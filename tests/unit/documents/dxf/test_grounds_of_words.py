"""The ground behind a paragraph hides what lies beneath it, in both directions of writing."""

import re

import pytest
from ezdxf.colors import encode_raw_color
from ezdxf.math import Vec2
from ezdxf.render.mleader import ConnectionSide

WORDS = {"ltr": "4.10 NEW", "looks": "4.10 {\\C1;NEW}", "rtl": "ارتفاع ۴٫۱۰", "rtl looks": "ارتفاع {\\C1;۴٫۱۰}"}


def old(plan):
    plan.house().model.add_text("OLD", height=0.5, dxfattribs={"color": 5}).set_placement((4, 4))
    return plan.model


def runs(svg: str) -> list[str]:
    return [line for line in svg.split("\n") if line.startswith("<path data-l")]


def covered(svg: str, colour: str) -> bool:
    """Whether an area of the colour comes after the old words and before the new ones."""
    lines = runs(svg)
    ground = next(i for i, line in enumerate(lines) if f'fill="{colour}"' in line and "fill-rule" not in line)
    beneath = [i for i, line in enumerate(lines) if 'fill="#0000ff"' in line]
    return max(beneath) < ground < len(lines) - 1


@pytest.mark.parametrize("attachment", [1, 5, 9])
@pytest.mark.parametrize("words", WORDS)
@pytest.mark.parametrize(("fill", "colour"), [("canvas", "#ffffff"), (2, "#ffff00"), ((250, 240, 230), "#faf0e6")])
def test_the_ground_of_a_paragraph_lies_over_what_was_there(plan, draw, words, fill, colour, attachment):
    attributes = {"insert": (4.5, 4.3), "char_height": 0.5, "attachment_point": attachment, "rotation": 30}
    written = old(plan).add_mtext(WORDS[words], dxfattribs=attributes)
    written.set_bg_color(fill, scale=1.5)
    assert covered(draw(plan).svgs[0], colour)


@pytest.mark.parametrize("words", WORDS)
def test_the_ground_reaches_a_little_over_the_words_or_as_wide_as_they_may_run(plan, draw, words):
    plan.model.add_circle((0, 0), 100)
    written = plan.model.add_mtext(WORDS[words], dxfattribs={"insert": (0, 50), "char_height": 10})
    written.set_bg_color((250, 240, 230), scale=1.5)
    area, lettering = boxes(draw(plan).svgs[0])
    assert all(outer < inner for outer, inner in zip(area[:2], lettering[:2], strict=True))
    assert area[2] > lettering[2] and 900 < area[3] - area[1] < 1_100
    written.dxf.width = 100
    area, _lettering = boxes(draw(plan).svgs[0])
    assert 5_100 < area[2] - area[0] < 5_200


def boxes(svg: str):
    """Of the ground, and of all letters together: left, top, right, bottom."""
    lines = [line for line in runs(svg) if " fill=" in line]
    areas = [box(re.search(r' d="([^"]+)"', line)[1]) for line in lines]
    letters = areas[1:]
    return areas[0], [f(b[i] for b in letters) for i, f in enumerate((min, min, max, max))]


def box(data: str):
    xs, ys = [], []
    for start in re.findall(r"M(\d+) (\d+)([^M]*)", data):
        x, y = int(start[0]), int(start[1])
        for letter, steps in re.findall(r"([lq])([^lqM]*)", start[2]):
            numbers = list(map(int, re.findall(r"-?\d+", steps)))
            size = 2 if letter == "l" else 4
            for i in range(0, len(numbers), size):
                x, y = x + numbers[i + size - 2], y + numbers[i + size - 1]
                xs.append(x)
                ys.append(y)
        xs.append(int(start[0]))
        ys.append(int(start[1]))
    return min(xs), min(ys), max(xs), max(ys)


@pytest.mark.parametrize("picture", [True, False])
def test_a_dimension_whose_words_have_a_ground(plan, draw, picture):
    style = {"dimtxt": 0.5, "dimtfill": 2, "dimtfillclr": 2, "dimtad": 0}
    made = old(plan).add_linear_dim(base=(0, 4.2), p1=(0, 0), p2=(9, 0), override=style)
    made.render() if picture else made.commit()
    assert covered(draw(plan).svgs[0], "#ffff00")


def test_the_ground_of_a_leaders_words(plan, draw):
    leader = old(plan).add_multileader_mtext("Standard")
    leader.set_content("دیوار", char_height=0.5)
    leader.add_leader_line(ConnectionSide.left, [Vec2(1, 1)])
    leader.build(insert=Vec2(4, 4))
    content = leader.multileader.context.mtext
    content.has_bg_fill, content.bg_color, content.use_window_bg_color = 1, encode_raw_color(2), 0
    assert covered(draw(plan).svgs[0], "#ffff00")


def test_a_frame_around_words_is_drawn(plan, draw):
    written = plan.house().model.add_mtext("متن", dxfattribs={"insert": (4, 4), "char_height": 0.5, "color": 1})
    written.set_bg_color("canvas", text_frame=True)
    assert 'stroke="#ff0000"' in draw(plan).svgs[0]
