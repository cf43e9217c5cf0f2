"""Pages on A4 paper and on the narrowest telephone: tables stay tables there, and here they are cards without lines."""

import pytest

SECTIONS = ["", "ownership/", "violations/", "permits/", "planning/"]
PRESSED = "nav, form, .button, .second, .plain, .buttons, .pager, .crumbs, .foot .links"
# What of a page is wider than the paper between its margins, and which table's row is no row.
ON_PAPER = """pressed => {
  const wide = document.documentElement.clientWidth, shown = e => e.getClientRects().length > 0;
  return {
    pressed: [...document.querySelectorAll(pressed)].filter(shown).map(e => e.outerHTML.slice(0, 80)),
    stacked: [...document.querySelectorAll('tr')].filter(e => shown(e) && getComputedStyle(e).display !== 'table-row')
      .length,
    heads: [...document.querySelectorAll('thead')].filter(shown).map(e => getComputedStyle(e).display),
    wider: [...document.querySelectorAll('table, p, dl, svg')].filter(shown)
      .filter(e => e.scrollWidth > wide || e.getBoundingClientRect().right > wide + 1)
      .map(e => e.outerHTML.slice(0, 80)),
  }
}"""
AS_CARDS = """() => [...document.querySelectorAll('.table:has(> .stack)')]
  .map(e => getComputedStyle(e)).filter(s => s.backgroundImage !== 'none').length"""
PAPER_WIDTH = 696  # A4 between its margins, in pixels


@pytest.fixture
def case(open_page, signed_in_cookie):
    """A page and the address of file A, on a screen of some width, without scripts."""

    def opened(width: int):
        page = open_page("without scripts", viewport={"width": width, "height": 900})
        page.context.add_cookies([signed_in_cookie])
        page.goto("/cases/")
        return page, page.locator("a.open").first.get_attribute("href")

    return opened


def test_on_paper_tables_stay_tables_and_nothing_is_there_to_press(case):
    page, address = case(PAPER_WIDTH)
    page.emulate_media(media="print")
    for section in SECTIONS:
        page.goto(address + section)
        paper = page.evaluate(ON_PAPER, PRESSED)
        assert (paper["pressed"], paper["stacked"], paper["wider"]) == ([], 0, []), section
        assert set(paper["heads"]) <= {"table-header-group"}, section


@pytest.mark.parametrize("width", [390, 320])
def test_on_a_telephone_no_stray_line_stands_beside_a_card(case, width):
    page, address = case(width)
    for section in SECTIONS:
        page.goto(address + section)
        assert page.evaluate(AS_CARDS) == 0, section
        assert page.evaluate("document.documentElement.scrollWidth") <= width, section
