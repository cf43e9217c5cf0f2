"""The plan in a browser: a side leads to its row and back, by mouse and keyboard; its words can be read on a phone."""

import pytest

SIZES = """() => [...document.querySelectorAll('.plan text')].map(t => {
  const box = t.getBoundingClientRect(), svg = t.ownerSVGElement;
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  return {words: t.textContent, turned: t.hasAttribute('transform'), picture: svg.getAttribute('aria-label'),
          px: parseFloat(getComputedStyle(t).fontSize) * scale, x: box.x, y: box.y, w: box.width, h: box.height};
})"""


@pytest.fixture
def planning(open_page, signed_in_cookie):
    """The page of file A, on a device of some kind, with the block opened."""

    def opened(kind: str, **options):
        page = open_page(kind, **options)
        page.context.add_cookies([signed_in_cookie])
        page.goto("/cases/")
        page.goto(page.locator("a.open").first.get_attribute("href") + "planning/")
        page.locator(".plan-of-block summary").click()
        return page

    return opened


def test_a_side_leads_to_its_row_and_the_row_back_without_any_script(planning):
    page = planning("without scripts")
    page.locator("a.side text").first.click()
    assert page.url.endswith("#side-1") and page.locator("tr:target").count() == 1
    page.locator("tr:target th a").click()
    assert page.url.endswith("#edge-1") and page.locator("a.side:target").count() == 1


def test_the_sides_are_reached_and_followed_by_keyboard(planning):
    page = planning("desktop")
    page.locator("a.side").first.focus()
    shown = page.evaluate("getComputedStyle(document.activeElement.querySelector('.hit')).stroke")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**#side-2")
    assert shown != "none"


@pytest.mark.parametrize("kind", ["phone", "desktop"])
def test_words_are_large_enough_and_none_covers_another(planning, kind):
    said = planning(kind).evaluate(SIZES)
    assert len(said) > 12 and min(word["px"] for word in said) >= 11
    lying = [word for word in said if not word["turned"]]
    for n, one in enumerate(lying):
        for other in lying[:n]:
            across = min(one["x"] + one["w"], other["x"] + other["w"]) - max(one["x"], other["x"])
            down = min(one["y"] + one["h"], other["y"] + other["h"]) - max(one["y"], other["y"])
            # A line of text is taller than its letters.
            assert one["picture"] != other["picture"] or across < 2 or down < one["h"] * 0.5, (one, other)
