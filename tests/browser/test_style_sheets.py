"""The style sheets as they go out, without comments and line ends, say to a browser what their source says."""

import pytest
from django.core.files.base import ContentFile

from shahrsazi.static_files import SOURCE, Storage

RULES = "[...document.styleSheets].at(-1).cssRules"


def rules(page, sheet: str) -> list[str]:
    page.goto("about:blank")
    page.add_style_tag(content=sheet)
    return page.evaluate(f"Array.from({RULES}, (rule) => rule.cssText)")


@pytest.mark.parametrize("name", [sheet.name for sheet in SOURCE.glob("*.css")])
def test_a_sheet_goes_out_with_every_rule_and_without_comments_and_line_ends(open_page, tmp_path, name):
    source = (SOURCE / name).read_text("utf8")
    read = ContentFile(source.encode())
    read.read()
    Storage(location=tmp_path)._save(name, read)
    made, page = (tmp_path / name).read_text("utf8"), open_page("desktop")
    assert rules(page, made) == rules(page, source) and len(rules(page, made)) > 5
    assert "/*" not in made and "\n" not in made and len(made) < len(source)


def test_what_is_no_style_sheet_goes_out_as_it_was_written(tmp_path):
    script = (SOURCE / "site.js").read_bytes()
    Storage(location=tmp_path)._save("site.js", ContentFile(script))
    assert (tmp_path / "site.js").read_bytes() == script
