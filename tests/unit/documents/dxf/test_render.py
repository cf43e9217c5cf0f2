"""A drawing's sheets: model space and papers, their size, their colours, their pictures; the same bytes every time."""

import re
import xml.etree.ElementTree as ET

from PIL import Image

from shahrsazi.documents import dxf


def paper_of(plan, scale=10):
    paper = plan.house().doc.layouts.new("برگه ۱")
    paper.page_setup(size=(420, 297), margins=(10, 10, 10, 10), units="mm")
    paper.add_viewport((200, 140), (300, 200), (5, 4), 200 / scale, status=2)
    paper.add_text("نقشهٔ معماری", height=5).set_placement((10, 10))
    return paper


def test_model_space_comes_first_and_then_every_paper_with_something_on_it(plan, draw):
    paper_of(plan)
    plan.doc.layouts.new("Empty")
    assert [s.name for s in draw(plan).sheets] == ["Model", "برگه ۱"]


def test_a_paper_has_the_size_of_its_page_and_shows_the_house_through_its_window(plan, draw):
    paper_of(plan)
    seen = draw(plan)
    assert (seen.sheets[1].width, seen.sheets[1].height) == (10_000, 7_071)
    assert seen.svgs[1].count("M") > 10, "walls and letters"
    assert seen.twin["scale"] == ["1:100"] and seen.twin["sheets"][1]["scale"] == "1:100"


def test_the_svg_holds_paths_and_nothing_that_runs_or_refers(plan, draw):
    paper_of(plan)
    plan.model.add_text('<script>alert(1)</script> href="http://x" onload=')
    for svg in draw(plan).svgs:
        assert {e.tag.split("}")[1] for e in ET.fromstring(svg).iter()} == {"svg", "path"}
        assert not re.search("script|href|url|http(?!://www.w3.org/2000/svg)|style|on[a-z]+=", svg)


def test_the_picture_is_at_most_3600_px_and_not_blank(plan, draw):
    with Image.open(draw(plan.house()).sheets[0].image) as image:
        assert max(image.size) in (3_599, 3_600, 3_601) and image.convert("L").getextrema() == (0, 255)


def test_white_and_yellow_are_dark_enough_for_white_paper(plan, draw):
    for colour in (7, 2, 9, 255):
        plan.model.add_line((0, colour), (5, colour), dxfattribs={"color": colour})
    strokes = re.findall('stroke="#(..)(..)(..)"', draw(plan).svgs[0])
    assert len(strokes) == 3 and all(int(g, 16) < 0xA0 for _, g, _ in strokes)


def test_a_point_on_the_other_side_of_the_world_does_not_shrink_the_house(plan, draw):
    plan.house().model.add_point((1e7, 1e7))
    seen = draw(plan)
    assert seen.twin["notes"] == ["strayed"] and seen.twin["extents"] == {"width": 10, "height": 8}


def test_two_plans_side_by_side_are_both_shown(plan, draw):
    plan.house()
    for x in range(10):
        plan.model.add_line((1_000 + x, 0), (1_000 + x, 8))
    assert draw(plan).twin["extents"]["width"] == 1_009


def test_an_area_hides_what_was_drawn_before_it_and_not_what_comes_after(plan, draw):
    plan.model.add_line((0, 0), (10, 8), dxfattribs={"color": 1})
    hatch = plan.model.add_hatch(color=3)
    hatch.paths.add_polyline_path([(2, 2), (8, 2), (8, 6), (2, 6)], is_closed=True)
    plan.model.add_line((0, 8), (10, 0), dxfattribs={"color": 1})
    assert re.findall('(fill|stroke)="#', draw(plan).svgs[0]) == ["fill", "stroke", "fill", "stroke"]


def test_endless_lines_end_at_the_edge_of_the_sheet(plan, draw):
    plan.house().model.add_xline((5, 4), (1, 1))
    numbers = [int(n) for d in re.findall(' d="M([^"]+)"', draw(plan).svgs[0]) for n in re.findall(r"-?\d+", d)]
    assert max(map(abs, numbers)) <= 10_000


def test_a_broken_line_keeps_its_pattern_as_a_property(plan, draw):
    plan.doc.linetypes.add("DASHED", [0.6, 0.4, -0.2])
    plan.house().model.add_line((0, 0), (10, 8), dxfattribs={"linetype": "DASHED"})
    assert 'stroke-dasharray="' in draw(plan).svgs[0]


def test_a_mirrored_block_is_mirrored(plan, draw):
    plan.doc.blocks.new("FLAG").add_lwpolyline([(0, 0), (0, 4), (2, 3), (0, 2)])
    plan.model.add_blockref("FLAG", (0, 0))
    plan.model.add_blockref("FLAG", (10, 0), dxfattribs={"xscale": -1})
    [drawn] = re.findall(r'stroke-width.* d="([^"]+)"', draw(plan).svgs[0])
    one, other = (re.findall(r"-?\d+", flag.split("l")[1]) for flag in drawn.split("M")[1:])
    assert [int(x) for x in one[::2]] == [-int(x) for x in other[::2]] != [0, 0, 0]


def test_the_same_drawing_gives_the_same_bytes(plan, draw):
    paper_of(plan)
    first = draw(plan)
    bytes_of = [s.image.read_bytes() for s in first.sheets]
    again = draw(plan.path)
    assert (again.svgs, again.twin) == (first.svgs, first.twin)
    assert [s.image.read_bytes() for s in again.sheets] == bytes_of


def test_the_picture_of_a_sheet_is_as_fine_as_is_asked_and_no_finer(plan, tmp_path):
    for longest in (240, 1600):
        sheet = dxf.draw(plan.house().saved(), tmp_path, longest).sheets[0]
        assert max(Image.open(sheet.image).size) == longest
