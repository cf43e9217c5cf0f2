"""The house of the demonstration city: made by its script, and drawn as a citizen would want to see it."""

from pathlib import Path

from samplecity import house_plan

KEPT = Path(house_plan.__file__).parent / "papers/house-plan.dxf"


def test_the_script_makes_the_very_bytes_that_are_kept(tmp_path):
    house_plan.saved(tmp_path / "house.dxf")
    assert (tmp_path / "house.dxf").read_bytes() == KEPT.read_bytes()
    assert KEPT.stat().st_size < 250_000


def test_it_is_taken_as_it_is_with_two_sheets(check):
    assert check(KEPT) == ("accept", [], 2)


def test_its_rooms_have_their_names_and_the_areas_of_the_plan(draw):
    twin = draw(KEPT).twin
    rooms = {room["name"]: room["area"] for room in twin["rooms"]}
    assert rooms["پذیرایی و نشیمن"] == 32.49 and rooms["آشپزخانه"] == 13.65 and "" not in rooms
    assert len(twin["rooms"]) == 18 and {room["layer"] for room in twin["rooms"]} == {"فضاها"}
    assert (twin["units"], twin["scale"], twin["left_out"]) == ("m", ["1:100"], {})
    assert {"text": "۵٫۷۰", "metres": 5.7} in twin["dimensions"] and "پلان طبقهٔ همکف" in twin["texts"]
