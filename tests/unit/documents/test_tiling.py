"""How fine a large sheet is drawn: so that letters of two millimetres are read, and no finer."""

from shahrsazi.documents.tiling import MAX_POINTS, SIDE, is_tile, levels, longest_side


def test_letters_of_two_millimetres_on_an_a0_are_twelve_points_high():
    longest = longest_side(1189, 841, 6)
    assert longest == 7134 and 2 * longest / 1189 >= 12


def test_a_page_whose_large_picture_shows_as_much_has_no_tiles():
    assert longest_side(594, 420, 6) == longest_side(297, 210, 6) == 0 < longest_side(841, 594, 6)


def test_a_roll_of_five_metres_is_drawn_within_the_bound():
    longest = longest_side(5000, 900, 6)
    assert 0.99 * MAX_POINTS <= longest * longest * 900 / 5000 <= MAX_POINTS


def test_each_level_is_half_as_fine_and_its_tiles_cover_it_without_a_gap():
    finest, second = levels(7134, 5046)
    assert (second.width, second.height) == (3567, 2523)
    for level in (finest, second):
        tiles = list(level.tiles(1))
        assert sum(tile.width * tile.height for *_at, tile in tiles) == level.width * level.height
        assert max(tile.width for *_at, tile in tiles) == SIDE and len(tiles) == level.columns * level.rows


def test_a_tile_that_the_page_does_not_have_is_none():
    assert is_tile("tiles-0-9-7.webp", 7134, 5046) and is_tile("tiles-1-4-3.webp", 7134, 5046)
    for name in ("tiles-0-10-7.webp", "tiles-0-9-8.webp", "tiles-2-0-0.webp", "tiles.webp", "tiles-0-1-1.webp ", "x"):
        assert not is_tile(name, 7134, 5046)
