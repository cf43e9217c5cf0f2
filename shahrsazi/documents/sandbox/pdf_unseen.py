"""Letters for which no font here has anything to draw; a box stands for each of them, as in a drawing."""

import json
import re
import unicodedata
from io import BytesIO
from pathlib import Path

import pikepdf

HERE = Path(__file__).parent
UNDRAWN = "\u25a1"
# Of these no font need be asked: what is typed in Persian and English, and private ones last of all.
USUAL = re.compile("[\u0000-\u007e\u0621-\u063a\u0641-\u0652\u067e\u0686\u0698\u06a9\u06af\u06cc\u06f0-\u06f9]")
# These need no drawing of their own, or stand upon a letter that has one.
NEEDLESS = {"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"}
# What is beyond so many different ones is taken for unseen: no paper has them.
MAX_DIFFERENT = 2_000


def without_font(letters: str) -> set[str]:
    """Those that the setter leaves out: it is asked for each by itself, since it looks for one in all fonts it has."""
    unusual = sorted(one for one in set(USUAL.sub("", letters)) if unicodedata.category(one) not in NEEDLESS)
    if not unusual:
        return set()
    import typst

    from shahrsazi.documents.sandbox.watermark import fonts

    inputs = {"letters": json.dumps(unusual[:MAX_DIFFERENT], ensure_ascii=False)}
    pages = typst.compile(str(HERE / "unseen.typ"), root=str(HERE), font_paths=fonts(), sys_inputs=inputs, format="pdf")
    with pikepdf.open(BytesIO(pages)) as pdf:
        unseen = {one for one, page in zip(unusual, pdf.pages, strict=False) if _is_empty(page)}
    return unseen | set(unusual[MAX_DIFFERENT:])


def _is_empty(page: pikepdf.Page) -> bool:
    """Whether the first shape of a font is shown, which stands for all that it lacks."""
    shown = [bytes(one.operands[-1]) for one in pikepdf.parse_content_stream(page, "Tj")]
    return any(not any(codes) for codes in shown)
