"""Whether administrator, auditor and visitor can use pages beside the files: axe, narrow windows, both languages."""

import pytest
from test_counter_reach import wider
from test_reach import _faults

A = "/administration/"
ADMINISTRATORS = (A, *(f"{A}{name}/" for name in ("staff", "rules", "holidays", "codes", "messages", "requests")))
PAGES = {
    "1315550083": (
        *ADMINISTRATORS,
        f"{A}districts/",
        f"{A}districts/?district=new",
        f"{A}districts/?district=5",
        f"{A}codes/roof/",
    ),
    "1312345004": ("/audit/",),
    None: ("/status/",),
}


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize("who", PAGES, ids=["administrator", "auditor", "visitor"])
def test_axe_finds_nothing_and_no_page_is_wider_than_its_window(open_page, session_of, who, language):
    page, faults = open_page(bypass_csp=True), {}
    if who:
        page.context.add_cookies([session_of(who, "staff")])
    for path in PAGES[who]:
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.goto(language + path).status == 200, path
            faults[f"{path} at {width}"] = wider(page, width)
        faults[path] = _faults(page)
    assert {name: found for name, found in faults.items() if found} == {}
