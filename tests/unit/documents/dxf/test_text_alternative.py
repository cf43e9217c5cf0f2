"""A drawing in words: units, rooms, dimensions, layers and texts, for who cannot see it."""

import pytest


def room(plan, name, corners, layer="فضاها", bulge=None):
    points = [(*c, 0, 0, bulge or 0) for c in corners]
    plan.model.add_lwpolyline(points, close=True, dxfattribs={"layer": layer})
    x, y = (sum(c[i] for c in corners) / len(corners) for i in (0, 1))
    plan.model.add_text(name, height=0.2).set_placement((x, y))


def square(x, y, side=3):
    return [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]


def test_rooms_have_the_name_that_is_written_in_them_and_their_area(plan, draw):
    room(plan, "اتاق خواب", square(0, 0))
    room(plan, "آشپزخانه", [(4, 0), (8, 0), (8, 2), (4, 2)])
    assert draw(plan).twin["rooms"] == [
        {"name": "اتاق خواب", "area": 9.0, "layer": "فضاها"},
        {"name": "آشپزخانه", "area": 8.0, "layer": "فضاها"},
    ]


def test_a_name_belongs_to_the_smallest_line_round_it_and_layers_of_rooms_come_first(plan, draw):
    plan.model.add_lwpolyline(square(-1, -1, 9), close=True, dxfattribs={"layer": "WALL"})
    room(plan, "انبار", square(5, 5, 2.5), layer="0")
    room(plan, "نشیمن", square(0, 0))
    plan.model.add_lwpolyline(square(20, 0, 1), close=True, dxfattribs={"layer": "ROOMS"})
    rooms = [(r["name"], r["area"]) for r in draw(plan).twin["rooms"]]
    assert rooms == [("نشیمن", 9.0), ("", 1.0), ("انبار", 6.25)], "the walls have no name and are no room"


def test_the_round_walls_of_a_room_count(plan, draw):
    plan.model.add_lwpolyline([(0, 0, 0, 0, 1), (2, 0, 0, 0, 1)], close=True, dxfattribs={"layer": "ROOM"})
    assert draw(plan).twin["rooms"][0]["area"] == pytest.approx(3.14, abs=0.02)


@pytest.mark.parametrize(("code", "name", "metre"), [(4, "mm", 0.001), (5, "cm", 0.01), (6, "m", 1)])
def test_areas_are_square_metres_whatever_the_unit_of_the_drawing(plan, draw, code, name, metre):
    plan.doc.header["$INSUNITS"] = code
    room(plan, "انبار", [(x / metre, y / metre) for x, y in square(0, 0)])
    twin = draw(plan).twin
    assert (
        twin["units"] == name
        and twin["rooms"][0]["area"] == 9
        and twin["extents"]["width"] == pytest.approx(3, abs=0.6)
    )


def test_without_a_unit_no_area_is_claimed(plan, draw):
    plan.doc.header["$INSUNITS"] = 0
    room(plan, "انبار", square(0, 0))
    twin = draw(plan).twin
    assert (twin["units"], twin["rooms"], twin["extents"]) == ("unknown", [], None)


def test_a_unit_by_which_the_house_is_smaller_than_a_door_is_not_believed(draw, data):
    twin = draw(data / "drawings/floorplan_bishop_overland_AC1018.dxf").twin
    assert twin["units"] == "unknown" and "units_doubtful" in twin["notes"] and len(twin["texts"]) > 100


def test_dimensions_say_what_is_written_and_how_long_it_is(plan, draw):
    plan.house().model.add_linear_dim((0, -1), (0, 0), (10, 0), text="عرض: <>").render()
    assert draw(plan).twin["dimensions"] == [{"text": "عرض: 10", "metres": 10.0}]


def test_layers_that_are_off_are_told_and_not_drawn(plan, draw):
    plan.doc.layers.add("تأسیسات").off()
    plan.house().model.add_text("پنهان", dxfattribs={"layer": "تأسیسات"})
    twin = draw(plan).twin
    assert {layer["name"]: layer["on"] for layer in twin["layers"]} == {"0": True, "تأسیسات": False}
    assert twin["texts"] == []


def test_names_and_texts_hide_nothing(plan, draw):
    plan.house().model.add_text("safe\u202egpj\u0007.exe")
    assert draw(plan).twin["texts"] == ["safegpj.exe"]


def test_what_has_no_picture_is_counted_by_its_type(draw, data):
    left_out = draw(data / "drawings/acadsharp_sample_AC1024_ascii.dxf").twin["left_out"]
    assert left_out["3DSOLID"] == 2 and left_out["IMAGE"] == 1 and left_out["TOLERANCE"] == 3


def entity(kind: str, tags: str) -> str:
    head = f"  0|{kind}|  5|F0{len(kind):02}|330|17|100|AcDbEntity|  8|0|100|AcDbOther"
    return (head + tags).replace("|", "\n") + "\n"


DAMAGED = "| 90|498| 91|500|160|40|310|28000000010000000C000000120000000F000000" + "00" * 20 + "| 93|0"
LOST_TABLE = "| 10|10.0| 20|5.0|100|AcDbTable| 11|1.0| 91|1| 92|1|  1|متن جدول"


@pytest.mark.parametrize(
    ("kind", "tags"),
    [("AEC_WALL", "| 10|0| 20|0"), ("TCH_WALL", ""), ("ACAD_TABLE", LOST_TABLE), ("ACAD_PROXY_ENTITY", DAMAGED)],
)
def test_what_no_one_can_draw_is_counted(plan, draw, check, kind, tags):
    drawing = plan.house().saved().read_text("utf8")
    end = drawing.index("  0\nENDSEC", drawing.index("ENTITIES"))
    plan.path.write_text(drawing[:end] + entity(kind, tags) + drawing[end:], "utf8")
    assert draw(plan.path).twin["left_out"] == {kind: 1}
    assert kind == "ACAD_PROXY_ENTITY" or "left_out" in check(plan.path).reasons


def many_texts(plan, count: int) -> None:
    for number in range(count):
        plan.model.add_text(f"متن {number}", height=0.1).set_placement((1, number / 100))


def many_dimensions(plan, count: int) -> None:
    for number in range(count):
        block = plan.doc.blocks.new(f"*D{number + 900}")
        block.add_line((0, 0), (2, 0))
        block.add_text("2.00", height=0.1)
        points = {"defpoint": (0, 1), "defpoint2": (0, 0), "defpoint3": (2, 0), "geometry": block.name}
        plan.model.new_entity("DIMENSION", points)


def many_rooms(plan, count: int) -> None:
    for number in range(count):
        room(plan, "اتاق", square(number % 20 * 4, number // 20 * 4))


def many_files(plan, count: int) -> None:
    for number in range(count):
        plan.doc.add_image_def(filename=f"C:\\scan{number}.tif", size_in_pixel=(100, 100))


def many_signs(plan, count: int) -> None:
    plan.model.add_text("".join(chr(0x13000 + number) for number in range(count)), height=0.1)


@pytest.mark.parametrize(
    ("many", "sort", "most"),
    [
        (many_texts, "texts", 500),
        (many_dimensions, "dimensions", 300),
        (many_rooms, "rooms", 200),
        (many_files, "outside", 20),
        (many_signs, "signs", 20),
    ],
)
@pytest.mark.parametrize("more", [0, 1])
def test_a_list_that_is_longer_than_is_told_says_so(plan, draw, many, sort, most, more):
    many(plan.house(), most + more)
    twin = draw(plan).twin
    assert len(twin[sort]) == most and twin["cut"] == [sort] * more


def test_texts_beyond_all_that_are_read_are_told_of_too(plan, draw):
    many_texts(plan.house(), 2_001)
    assert draw(plan).twin["cut"] == ["texts"]


def test_a_long_text_ends_where_it_was_cut(plan, draw):
    plan.house().model.add_text("الف" * 66 + "ب", height=0.01)
    plan.model.add_text("الف" * 67, height=0.01)
    assert [len(text) for text in draw(plan).twin["texts"]] == [199, 201] and draw(plan).twin["texts"][1][-1] == "…"
