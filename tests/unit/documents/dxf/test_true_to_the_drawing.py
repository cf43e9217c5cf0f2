"""What a person sees is what the drawing shows, or it is said what is missing."""

import re

import pytest


def letters(svg: str) -> list[str]:
    return re.findall(r'<path data-l="\d+" fill="#......" d="([^"]+)"', svg)


def dimensions(plan, **style):
    """One of every kind, without the blocks that hold their pictures."""
    model = plan.house().model
    model.add_linear_dim(base=(0, -1), p1=(0, 0), p2=(10, 0), **style)
    model.add_aligned_dim(p1=(0, 0), p2=(10, 8), distance=1, **style)
    model.add_radius_dim(center=(5, 4), radius=2, angle=45, **style)
    model.add_diameter_dim(center=(5, 4), radius=1, angle=145, **style)
    model.add_angular_dim_2l(base=(3, 3), line1=((0, 0), (5, 0)), line2=((0, 0), (5, 5)), **style)
    model.add_angular_dim_3p(base=(4, 4), center=(0, 0), p1=(4, 0), p2=(0, 4), **style)
    model.add_ordinate_x_dim(feature_location=(10, 8), offset=(0, 2), **style)
    model.add_arc_dim_3p(base=(4, 5), center=(0, 0), p1=(4, 0), p2=(0, 4), **style)
    made = [entity for entity in model if "DIM" in entity.dxftype()]
    for dimension in made:
        dimension.dxf.discard("geometry")
    return made


def test_dimensions_without_a_block_are_drawn_from_their_points(plan, draw, check):
    dimensions(plan)
    assert check(plan).outcome == "accept"
    seen = draw(plan)
    assert not seen.twin["left_out"] and {"R2", "90°"} <= set(seen.twin["texts"])
    assert len(seen.twin["dimensions"]) == 8 and seen.twin["dimensions"][0]["metres"] == 10


def test_a_dimension_whose_style_is_missing_is_drawn_in_letters_no_larger_than_it_measures(plan, draw):
    for dimension in dimensions(plan):
        dimension.dxf.dimstyle = "GONE"
    seen = draw(plan)
    assert not seen.twin["left_out"] and seen.twin["extents"]["height"] < 30


def test_a_dimension_that_cannot_be_drawn_is_counted(plan, draw):
    dimensions(plan)[0].dxf.defpoint2 = (1e300, 0)
    assert draw(plan).twin["left_out"] == {"DIMENSION": 1}


@pytest.mark.parametrize("letter", "φΦ∅⌀Δ≥≤→←↑↓√№㎡㎥㎜●■□Ωπ∑∞≈≠²³½±°℃×÷αβγθλΣ₂¹☎∠⊥∥①")
def test_the_signs_of_engineers_are_drawn(plan, draw, letter):
    plan.house().model.add_text(letter, height=0.3)
    seen = draw(plan)
    assert seen.twin["signs"] == [] and len("".join(letters(seen.svgs[0]))) > 25


def test_a_sign_that_no_font_has_is_a_box_and_listed(plan, draw):
    plan.house().model.add_text("نما 😀 𓀀", height=0.3)
    seen = draw(plan)
    assert seen.twin["signs"] == ["😀", "𓀀"] and len("".join(letters(seen.svgs[0]))) > 100


@pytest.mark.parametrize(
    ("written", "meant"),
    [("%%065%%066", "AB"), ("%%176", "°"), ("20%%177", "20±"), ("%%c16", "Ø16"), ("5%%d", "5°"), ("%%999", "%%999")],
)
def test_signs_written_as_numbers_are_read(plan, draw, written, meant):
    plan.house().model.add_text(written, height=0.3)
    assert draw(plan).twin["texts"] == [meant]


@pytest.mark.parametrize("font", ["naskhd.shx", "KATEB.SHX", "farsi", "fonts\\nask.shx", "txt.shx,iran.shx"])
def test_text_in_a_persian_shx_font_is_boxes_and_no_rooms_name(plan, draw, font):
    font, _, big = font.partition(",")
    style = plan.doc.styles.add("FA", font=font)
    style.dxf.bigfont = big
    plan.house().model.add_text("lµÇ¿ tâk", height=0.3, dxfattribs={"style": "FA"}).set_placement((3, 3))
    seen = draw(plan)
    assert seen.twin["unread"] == 1 and seen.twin["texts"] == []
    assert all(room["name"] == "" for room in seen.twin["rooms"])


@pytest.mark.parametrize(
    ("font", "text"),
    [("naskhd.shx", "12.50"), ("naskhd.shx", "اتاق"), ("txt.shx", "Küche"), ("romans.shx", "ROOM"), ("arial.ttf", "a")],
)
def test_what_can_be_read_in_such_fonts_is_read(plan, draw, font, text):
    plan.doc.styles.add("FA", font=font)
    plan.house().model.add_text(text, height=0.3, dxfattribs={"style": "FA"})
    seen = draw(plan)
    assert (seen.twin["unread"], seen.twin["texts"]) == (0, [text])


@pytest.mark.parametrize("name", ["Defpoints", "DEFPOINTS", "grid"])
def test_what_is_not_plotted_is_off_and_in_the_list(plan, draw, name):
    layer = plan.doc.layers.get(name) if plan.doc.layers.has_entry(name) else plan.doc.layers.add(name)
    layer.dxf.plot = 0
    plan.house().model.add_text("نهان", height=0.3, dxfattribs={"layer": name}).set_placement((3, 3))
    seen = draw(plan)
    (listed,) = [one for one in seen.twin["layers"] if one["name"].lower() == name.lower()]
    assert listed["on"] is False and seen.twin["texts"] == []
    assert all(room["name"] == "" for room in seen.twin["rooms"])


def test_things_at_the_origin_beside_a_house_in_utm_are_named_and_left_aside(plan, draw):
    for x, y in ((0, 0), (10, 0)):
        plan.model.add_line((562_000 + x, 3_613_000 + y), (562_010, 3_613_008))
    plan.model.add_circle((0, 0), 1)
    plan.model.add_line((0, 0), (2, 2))
    plan.model.add_text("block base", height=0.3)
    seen = draw(plan)
    assert seen.twin["strays"] == ["CIRCLE", "LINE", "TEXT: block base"] and "strayed" in seen.twin["notes"]
    assert seen.twin["extents"]["width"] < 20


def test_the_letters_of_a_wide_model_space_keep_their_shape(plan, draw):
    for x in range(0, 3_000, 100):
        plan.model.add_lwpolyline([(x, 0), (x + 12, 0), (x + 12, 10), (x, 10)], close=True)
        plan.model.add_text("اتاق", height=0.12).set_placement((x + 3, 3))
    seen = draw(plan)
    sheet = seen.sheets[0]
    assert max(sheet.width, sheet.height) == 10_000
    units = int(re.search(r'viewBox="0 0 (\d+)', seen.svgs[0])[1])
    assert units / 3_012 * 0.12 >= 12 and units <= 400_000


def test_yellow_on_blue_is_seen_and_yellow_on_paper_is_dark(plan, draw):
    hatch = plan.house().model.add_hatch(color=5)
    hatch.paths.add_polyline_path([(1, 1), (5, 1), (5, 3), (1, 3)], is_closed=True)
    for y in (1.5, 6):
        plan.model.add_text("YELLOW", height=0.4, dxfattribs={"color": 2}).set_placement((1.3, y))
    assert 'fill="#ffff00"' in draw(plan).svgs[0] and 'fill="#ffff00"' not in re.sub("#ffff00", "", draw(plan).svgs[0])
    assert len(letters(draw(plan).svgs[0])) >= 2


def test_an_image_alone_is_nothing_to_draw_and_is_named(plan, draw, check):
    placed = plan.doc.add_image_def(filename="C:\\scans\\plan_scan.tif", size_in_pixel=(100, 100))
    plan.model.add_image(placed, insert=(0, 0), size_in_units=(10, 10))
    assert check(plan).reasons == ["left_out", "nothing_to_draw"]
    seen = draw(plan)
    assert (seen.sheets, seen.twin["left_out"], seen.twin["outside"]) == ([], {"IMAGE": 1}, ["plan_scan.tif"])


@pytest.mark.parametrize(
    ("written", "meant"),
    [(r"Bedroom\~3.20 \H0.5x;small", "Bedroom 3.20 small"), (r"خواب\~۳٫۲۰", "خواب ۳٫۲۰"), (r"\SA/B; متن", "A/B متن")],
)
def test_paragraphs_keep_hard_spaces_and_what_is_stacked(plan, draw, written, meant):
    plan.house().model.add_mtext(written, dxfattribs={"char_height": 0.2})
    assert draw(plan).twin["texts"] == [meant]


@pytest.mark.parametrize(("written", "meant"), [("A=120 m^2", "A=120 m^2"), ("2^n ^a", "2^n ^a"), ("m^ 2", "m^2")])
def test_a_caret_before_an_ordinary_letter_is_a_caret(plan, draw, written, meant):
    plan.house().model.add_text(written, height=0.3)
    plan.model.add_mtext(written, dxfattribs={"char_height": 0.3})
    assert [" ".join(text.split()) for text in draw(plan).twin["texts"]] == [meant]


@pytest.mark.parametrize(
    ("written", "meant"),
    [(r"120m\S2^; net", "120m² net"), (r"زیربنا 120m{\S2^;} و \S+0.1^-0.2;", "زیربنا 120m² و +0.1/-0.2")],
)
def test_what_is_raised_or_stacked_is_so_in_words(plan, draw, written, meant):
    plan.house().model.add_mtext(written, dxfattribs={"char_height": 0.3})
    assert draw(plan).twin["texts"] == [meant]


@pytest.mark.parametrize(("flags", "shown"), [(2, ["مهندس ناظر: علوی"]), (3, []), (0, [])])
def test_a_constant_text_of_a_block_is_drawn_with_each_use_of_it(plan, draw, flags, shown):
    block = plan.doc.blocks.new("TITLE")
    attributes = {"height": 0.5, "flags": flags, "rotation": 90, "color": 1}
    block.add_attdef("A", (1, 1), "مهندس ناظر: علوی", dxfattribs=attributes)
    block.add_line((0, 0), (8, 0))
    plan.house().model.add_blockref("TITLE", (0, -4))
    seen = draw(plan)
    assert seen.twin["texts"] == shown and ('fill="#ff0000"' in seen.svgs[0]) == bool(shown)


def test_the_end_of_a_long_line_is_drawn(plan, draw):
    text = plan.house().model.add_text("بند " * 300, height=0.3)
    width = draw(plan).twin["extents"]["width"]
    text.dxf.text = "بند " * 600
    assert draw(plan).twin["extents"]["width"] > 1.9 * width


def test_the_frame_that_controls_a_fitted_polyline_is_not_drawn(plan, draw):
    line = plan.house().model.add_polyline2d([(0, 0), (2, 60), (4, -60), (6, 0)])
    for vertex in line.vertices:
        vertex.dxf.flags = 16
    line.dxf.flags = 4
    line.append_vertices([(x, x % 2) for x in range(7)], {"flags": 8})
    assert draw(plan).twin["extents"]["height"] == 8


@pytest.mark.parametrize("own", [{}, {"dimrnd": 0.0}])
def test_a_dimension_that_is_rounded_to_nothing_keeps_its_figures(plan, draw, own):
    plan.doc.dimstyles.get("Standard").dxf.update({"dimtxt": 0.3, "dimdec": 2} | ({} if own else {"dimrnd": 0.0}))
    written = plan.house().model.add_linear_dim(base=(0, -1), p1=(0, 0), p2=(5.236, 0), override=own)
    written.commit()
    assert draw(plan).twin["texts"] == ["5,24"]


def test_rooms_are_of_lines_and_names_that_are_shown(plan, draw):
    for name in ("OLD", "OFF"):
        plan.doc.layers.add(name)
    plan.doc.layers.get("OLD").freeze()
    plan.doc.layers.get("OFF").off()
    plan.house().model.add_text("نشیمن", height=0.4).set_placement((2, 2))
    plan.model.add_text("اتاق", height=0.5, dxfattribs={"invisible": 1}).set_placement((3, 3))
    for layer, hidden in (("OLD", 0), ("OFF", 0), ("0", 1)):
        corners = [(1, 1), (4, 1), (4, 4), (1, 4)]
        plan.model.add_lwpolyline(corners, close=True, dxfattribs={"layer": layer, "invisible": hidden})
    [room] = draw(plan).twin["rooms"]
    assert (room["name"], room["area"]) == ("نشیمن", 80)


@pytest.mark.parametrize("windows", [0, 1, 2])
def test_a_dimension_without_words_is_drawn_by_its_picture(plan, draw, windows):
    plan.house().model.add_linear_dim(base=(0, -2), p1=(0, 0), p2=(10, 0), text=" ").render()
    paper = plan.doc.layouts.new("برگه")
    for number in range(windows):
        paper.add_viewport((100 + 200 * number, 140), (180, 180), (5, 4), 14, status=2)
    seen = draw(plan)
    assert seen.twin["left_out"] == {} and seen.twin["extents"]["height"] > 10
