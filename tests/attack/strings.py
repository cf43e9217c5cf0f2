"""Texts that broke something somewhere once, as the bytes that are sent in a form's field (percent-encoded there)."""

from random import Random

TEXTS = (
    # SQL
    "' OR '1'='1", "1; DROP TABLE people_person; --",
    "' UNION SELECT number FROM people_person --", "\\'; --", "%' ESCAPE '",
    "1 AND pg_sleep(9)", "$$;SELECT 1;$$", "{1,2", "NULL", "E'\\x00'", "_%_%_%",
    # HTML and templates
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "</textarea></form>", "javascript:alert(1)", "<!--",
    "{{7*7}}", "{% debug %}", "${7*7}", "#{7*7}", "{{request.META}}", "{{''.__class__.__mro__}}", "&#x3c;", "]]>",
    # paths and addresses
    "../../../../etc/passwd", "..\\..\\boot.ini", "%2e%2e%2f",
    "file:///etc/passwd", "//example.ir", "http://127.0.0.1:5432/",
    "/\\example.ir", "\t//example.ir", "CON", ".", "..", "/dev/zero", "https://example.ir@127.0.0.1/",
    # format strings, commands, lines
    "%s%s%s%n", "%(number)s", "{0.__class__}", "{}", "%", "%d",
    "`id`", "$(id)", "; id", "| id", "a\r\nSet-Cookie: sid=1",
    "a\nb", "\x00", "a\x00b", "\x1b[31m", "\x7f", "\x08" * 50,
    # numbers
    "0", "-1", "-0", "1e309", "NaN", "Infinity", "9" * 400,
    "9" * 5000, "2147483648", "9223372036854775808", "0x10", "1_000",
    "1,000", "٣", "۱۲۳۴۵۶۷۸۹۰", "²", "½", "Ⅻ", "१२३", "𝟙𝟚𝟛", "1/0", "0.1" + "0" * 300, "1E-400", "1e6",
    # days
    "1404/12/30", "1403/12/31", "0000/00/00", "99999/1/1",
    "-1/1/1", "1400/13/40", "9999/12/29", "1/1/1", "۱۴۰۰/۰۱/۰۱",
    # Unicode
    "\u202eevil\u202c", "\u2066\u2067\u2068", "\u200f" * 30,
    "a" + "\u0301" * 300, "\u200c\u200d", "ـ" * 100, "كي", "ﷺ" * 50,
    "👩‍👩‍👧‍👦" * 20, "🏳️‍🌈", "\ufeff", "\uffff", "\U0010ffff",
    "İi̇ıI", "ß" * 200, "Ω≈ç√∫", "\u2028\u2029", "ﬁ", "\u0000\u0001",
    "سلام\u202eabc", "۰" * 10, "١" * 10, "\u1680\u2003\u3000", "\u115f" * 20, "ä" * 400, "\ud7ff", "\ue000",
    # words of programs
    "true", "None", "undefined", "[]", "{}", "__proto__",
    "constructor", "self", "on", "new", "agree", "", " ", " " * 500,
    "{\"a\":1}", "[[[[[[" * 100,
    "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]>", "=1+1", "@SUM(1)",
    "a@b", "\"a b\"@example.ir", "a@" + "b." * 120 + "ir",
    "+98" + "9" * 30, "5-3-120-7-1-0-0", "5-3-" * 60, "0-0-0-0-0-0-0",
    "x" * 4096, "a" * 70_000,
)  # fmt: skip
# What is no UTF-8: a lone surrogate, overlong forms, a broken sequence, bytes of another encoding.
BYTES = (
    b"\xed\xa0\x80", b"\xed\xb0\x80", b"\xc0\xaf", b"\xc0\x80",
    b"\xe0\x80\xaf", b"\xf0\x80\x80\xaf", b"\xf8\x88\x80\x80\x80",
    b"\xff\xfe", b"\xfe\xff", b"\xc3", b"\xe2\x82", b"\xf4\x90\x80\x80",
    b"\x80" * 64, b"\x81\x8d\x8f", "سلام".encode("cp1256"),
    b"\xef\xbf\xbe", b"a\xffb", b"\x00" * 100,
)  # fmt: skip


def naughty(dice: Random) -> bytes:
    """One of them; now and then two, or one far too often."""
    chance = dice.random()
    if chance < 0.12:
        return dice.choice(BYTES)
    if chance < 0.2:
        return _text(dice) + _text(dice)
    if chance < 0.22:
        return (_text(dice)[:40] or b"a") * dice.choice((100, 3000))
    return _text(dice)


def _text(dice: Random) -> bytes:
    return dice.choice(TEXTS).encode("utf8", "surrogatepass")


def escaped(text: bytes) -> str:
    """Every byte that is no letter or digit percent-encoded."""
    return "".join(chr(b) if chr(b).isalnum() and b < 128 else f"%{b:02X}" for b in text)
