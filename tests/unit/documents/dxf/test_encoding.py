"""What a DXF is written in: the bytes are believed where the stated code page is another."""

import pytest

WORDS = ["اتاق خواب", "آشپزخانه", "پارکینگ", "تراس"]


def written(plan, version: str, stated: str, encoding: str, words=WORDS):
    """A drawing whose file states one code page and is written in another."""
    plan.doc.dxfversion = version
    plan.doc.encoding = "cp1252"
    for y, word in enumerate(words):
        plan.model.add_text(f"@{y}@", height=0.2).set_placement((0, y))
    data = plan.house().saved().read_bytes().replace(b"ANSI_1252", stated.encode())
    for y, word in enumerate(words):
        data = data.replace(f"@{y}@".encode(), word.encode(encoding))
    plan.path.write_bytes(data)
    return plan.path


def windows(word: str) -> str:
    """As windows-1256 has it, which lacks the Persian yeh and kaf."""
    return word.replace("ی", "ي").replace("ک", "ك")


@pytest.mark.parametrize("version", ["R2000", "R2004"])
@pytest.mark.parametrize("stated", ["ANSI_1252", "ANSI_1250", "ANSI_1251", "ANSI_1253", "ANSI_1254", "ANSI_1256"])
@pytest.mark.parametrize("encoding", ["cp1256", "utf-8"])
def test_persian_is_read_whatever_code_page_the_file_states(plan, draw, version, stated, encoding):
    words = list(map(windows, WORDS)) if encoding == "cp1256" else WORDS
    assert draw(written(plan, version, stated, encoding, words)).twin["texts"] == words


ARABIC = ["اتاق خواب", "حمام", "مساحت زمين", "طبقه اول", "نشيمن", "انباري"]
DOS = {"DOS720": "cp720", "DOS708": "iso8859_6", "dos850": "cp720", "DOS437": "cp720", "ANSI_1252": "cp720"}
STATED_OTHERWISE = [("DOS720", "cp1256"), ("DOS708", "cp1256"), ("DOS864", "cp1256"), ("DOS708", "cp720")]


@pytest.mark.parametrize("version", ["R2000", "R2004"])
@pytest.mark.parametrize(("stated", "encoding"), [*DOS.items(), *STATED_OTHERWISE, ("dos850", "iso8859_6")])
def test_persian_of_dos_is_read(plan, draw, version, stated, encoding):
    assert draw(written(plan, version, stated, encoding, ARABIC)).twin["texts"] == ARABIC


@pytest.mark.parametrize("stated", ["DOS864", "DOS1098"])
def test_letters_of_a_page_that_nobody_knows_are_boxes_and_counted(plan, draw, stated):
    words = ["ﺍﺗﺎﻕ", "ﺣﻤﺎﻡ", "PLAN 12"]
    coded = [word.encode("cp864", "replace").decode("latin1") for word in words]
    seen = draw(written(plan, "R2000", stated, "latin1", coded)).twin
    assert (seen["unread"], seen["texts"]) == (2, ["PLAN 12"])


def test_windows_1256_is_read_in_a_version_that_is_always_utf_8(plan, draw):
    plan.house()
    path = written(plan, "R2010", "ANSI_1256", "cp1256", list(map(windows, WORDS)))
    assert draw(path).twin["texts"] == list(map(windows, WORDS))


@pytest.mark.parametrize(
    ("stated", "encoding", "words"),
    [
        ("ANSI_1252", "cp1252", ["Küche 12 m²", "Größe", "Escalier à gauche", "Ø16 ± 0,5°"]),
        ("DOS850", "cp850", ["Küche 12 m²", "Größe", "Escalier à gauche", "16 ± 0,5°"]),
        ("DOS437", "cp437", ["Küche", "±0.00 °"]),
        ("dos866", "cp866", ["КУХНЯ", "Спальня", "Ванная комната"]),
        ("DOS857", "cp857", ["Yatak odası", "Çalışma", "GİRİŞ"]),
        ("ANSI_1251", "cp1251", ["КУХНЯ", "Спальня", "Ванная комната"]),
        ("ANSI_1253", "cp1253", ["ΚΟΥΖΙΝΑ", "Υπνοδωμάτιο"]),
        ("ANSI_1254", "cp1254", ["Yatak odası", "Çalışma", "GİRİŞ"]),
        ("ANSI_1256", "cp1256", ["حمام", "Escalier à gauche"]),
    ],
)
def test_what_is_written_as_it_states_is_left_alone(plan, draw, stated, encoding, words):
    assert draw(written(plan, "R2000", stated, encoding, words)).twin["texts"] == words


def test_a_damaged_file_under_another_code_page_is_read_too(plan, draw):
    path = written(plan, "R2000", "ANSI_1252", "utf-8")
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex(b"  0\nENDSEC")])  # broken off in its last section
    assert set(WORDS) <= set(draw(path).twin["texts"])
