"""Two languages, each whole: nothing of one in the other, every sentence translated, digits of the page's language."""

import io
import re
from functools import cache

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from page_tree import text, tree, unisolated
from personas import CO_OWNER, DISTRICT_15, SOLE_OWNER, case_of, signed_in

from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.city import code_lists
from shahrsazi.persian.text import clean

PUBLIC = ["/", "/guide/", "/entrance/", "/entrance/password/", "/entrance/password/sent/", "/nowhere/"]
PERSIAN, LATIN_WORD = re.compile("[آ-ی]"), re.compile("[A-Za-z]{3,}")
# Names of file kinds and systems, and the way to the other language.
SAME_IN_BOTH = {"PDF", "PNG", "JPG", "TIFF", "WEBP", "DXF", "DWG", "UTM", "English"}
# A code of a drawing, zone or permit is written in one script, and looked for in it: R122, A-01.
LATIN_CODE = re.compile(r"(?<![A-Za-z0-9./_-])[0-9./_-]*+[A-Za-z][A-Za-z0-9./_-]*+")
WORDS_OF_THE_SITE = ("th", "dt", "button", "label", "legend", "h2", "figcaption")


@pytest.fixture(scope="module")
def pages(city) -> dict:
    from django.test import Client

    found = {}
    own = {
        SOLE_OWNER: [f"/cases/{case_of('A').ref}/{t}" for t in ["", "money/", *(f"{s.key}/" for s in SECTIONS)]]
        + ["/cases/", "/sessions/", "/entrance/change/"],
        DISTRICT_15: ["/cases/", f"/cases/{case_of('E').ref}/drawings/"],
        CO_OWNER: ["/cases/?page=2"],
        None: PUBLIC,
    }
    for by, addresses in own.items():
        client = signed_in(by) if by else Client()
        for language in ("fa", "en"):
            prefix = "/en" if language == "en" else ""
            found |= {(language, a): tree(unisolated(client.get(prefix + a).content.decode())) for a in addresses}
    return found


def of(pages, language: str) -> dict:
    return {address: page for (told, address), page in pages.items() if told == language}


def texts(element, skip=("bdi", "script", "style", "pre", "code")) -> list[str]:
    """The text nodes under an element, without those that are data by their mark-up."""
    if element.tag in skip or element.get("lang") or element.get("class") == "copied":
        return []  # what is copied is typed into a bank's form, which takes these digits alone
    own = [element.text or ""]
    for child in element:
        own += (texts(child, skip) if isinstance(child.tag, str) else []) + [child.tail or ""]
    return [" ".join(t.split()) for t in own if t.strip()]


def body_texts(page, skip=("bdi", "script", "style", "pre", "code")) -> list[str]:
    return texts(page.find("body"), skip)


def test_persian_pages_show_no_latin_words(pages):
    for address, page in of(pages, "fa").items():
        found = {
            w for t in body_texts(page) + [text(page.find("head/title"))] for w in LATIN_WORD.findall(t)
        } - SAME_IN_BOTH
        assert not found, (address, found)


def test_no_page_shows_the_name_of_a_value_instead_of_the_value(pages):
    for where, page in pages.items():
        assert "%(" not in text(page), where


def test_persian_pages_show_persian_digits_only(pages):
    for address, page in of(pages, "fa").items():
        found = [
            t for t in body_texts(page, skip=("script", "style", "pre")) if re.search("[0-9٠-٩]", LATIN_CODE.sub("", t))
        ]
        assert not found, (address, found)


def test_what_screen_readers_hear_is_of_the_pages_language_too(pages):
    for (language, address), page in pages.items():
        for element in page.iter():
            heard = " ".join(element.get(name) or "" for name in ("aria-label", "alt", "title", "placeholder"))
            if language == "fa":
                assert not set(LATIN_WORD.findall(heard)) - SAME_IN_BOTH, (address, heard)
            else:
                assert not PERSIAN.search(heard), (address, heard)


def test_the_chrome_of_english_pages_has_no_persian_letters(pages):
    for address, page in of(pages, "en").items():
        chrome = [page.find("body/header"), page.find("body/footer")]
        parts = [t for e in chrome for t in texts(e)]
        for tag in WORDS_OF_THE_SITE:
            parts += (
                [t for e in page.iter(tag) for t in texts(e)]
                if not (tag == "h2" and address.startswith("/cases/?"))
                else []
            )
        found = [t for t in parts if PERSIAN.search(t) and t not in _data_in_headings(page)]
        assert not found, (address, found)


def _data_in_headings(page) -> set[str]:
    """The places of the cards of the list are names."""
    return {
        part for li in page.iter("li") if "card" in (li.get("class") or "") for h in li.iter("h2") for part in texts(h)
    }


def test_no_sentence_of_the_persian_catalogue_is_on_an_english_page(pages):
    persian = {str(m.string) for m in catalogue() if m.id and isinstance(m.string, str) and PERSIAN.search(m.string)}
    persian |= {labels[0] for keys in code_lists.LISTS.values() for labels in keys.values()}
    for address, page in of(pages, "en").items():
        found = {t for t in body_texts(page) if t in persian}
        assert not found - _names(page), (address, found)


def _names(page) -> set[str]:
    """What is data although a list has the same word: names in cells and facts that the back office wrote."""
    return {" ".join((e.text or "").split()) for tag in ("td", "dd", "li") for e in page.iter(tag)}


def test_every_page_leads_to_itself_in_the_other_language(pages):
    for (language, address), page in pages.items():
        switches = [a for a in page.iter("a") if a.get("hreflang")]
        if address == "/nowhere/":
            assert switches == []
            continue
        (switch,) = switches
        bare = address.split("?")[0]
        assert switch.get("href").split("?")[0] == ("/en" + bare if language == "fa" else bare), address
        assert switch.get("hreflang") == switch.get("lang") == ("en" if language == "fa" else "fa")


def test_neither_a_cookie_nor_the_browsers_wish_changes_the_language(client):
    client.cookies["django_language"] = "en"
    response = client.get("/", headers={"accept-language": "en"})
    assert response["Content-Language"] == "fa" and 'lang="fa"' in response.content.decode()


def test_the_plate_reads_in_words_in_both_languages(pages):
    address = f"/cases/{case_of('A').ref}/"
    assert "۱۲۳ فرعی از ۴۷۸۱ اصلی" in text(of(pages, "fa")[address])
    assert "sub 123 of main 4781" in text(of(pages, "en")[address])


@cache
def catalogue():
    from django.conf import settings

    with (settings.PACKAGE / "locale/fa/LC_MESSAGES/django.po").open("rb") as file:
        return read_po(file, locale="fa")


@cache
def extracted() -> dict:
    """Every message that the code and the templates say now: (id or ids) → where."""
    from django.conf import settings

    methods, options = parse_mapping_cfg(io.StringIO((settings.PACKAGE / "locale/babel.cfg").read_text("utf8")))
    keywords = DEFAULT_KEYWORDS | {"gettext_lazy": None}
    found = extract_from_dir(
        str(settings.PACKAGE),
        [(p.removeprefix("shahrsazi/"), m) for p, m in methods],
        {p.removeprefix("shahrsazi/"): o for p, o in options.items()},
        keywords,
    )
    return {message: f"{name}:{line}" for name, line, message, *_ in found}


def test_every_message_of_code_and_templates_is_in_the_catalogue():
    known = {m.id for m in catalogue()}
    missing = {message: where for message, where in extracted().items() if message not in known}
    assert len(extracted()) > 300 and missing == {}


def test_every_message_of_the_catalogue_is_translated_and_sure():
    for message in catalogue():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        assert message.id == "" or all(strings), message.id
        assert message.id == "" or not message.fuzzy, message.id


def test_the_catalogue_holds_nothing_that_is_no_longer_said():
    unused = [m.id for m in catalogue() if m.id and m.id not in extracted()]
    assert unused == []


def test_placeholders_are_the_same_in_both_languages():
    form = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}")
    for message in catalogue():
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for string in strings if message.id else ():
            assert sorted(form.findall(string)) == sorted(form.findall(ids[-1])), message.id


def test_translations_are_spelt_as_the_site_spells():
    for message in catalogue():
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        for string in strings if message.id else ():
            assert clean(string) == string.replace("\u200e", "") == string.replace("\u200e", "").strip(), message.id
            latin_on_purpose = "رقم لاتین" in string
            assert latin_on_purpose or not re.search("[0-9]", re.sub(r"%\(\w+\)s", "", string)), message.id


def test_the_slips_of_the_printed_guide_are_not_copied():
    said = " ".join(str(m.string) for m in catalogue())
    for slip in ("امكالات", "امکالات", "كمله", "کمله عبور", "ازسامانه", "كدملي", "کدملی"):
        assert slip not in said
