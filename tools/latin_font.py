"""Writes shahrsazi/pages/static/fonts/vazirmatn-latin.woff2: the Latin letters of Vazirmatn, and the signs of levels.

Run once for a new version of the font, with the Latin file of the npm package @fontsource-variable/vazirmatn (5.3.0):
.venv/bin/python tools/latin_font.py package/files/vazirmatn-latin-wght-normal.woff2
The Persian letters and all digits are in vazirmatn.woff2; a page without a Latin letter never asks for this file.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

LETTERS = [*range(ord("A"), ord("Z") + 1), *range(ord("a"), ord("z") + 1), ord("±"), ord("\u2212")]
WEIGHTS = (400, 700)
TARGET = Path(__file__).parents[1] / "shahrsazi" / "pages" / "static" / "fonts" / "vazirmatn-latin.woff2"


def main(source: str) -> None:
    font = instantiateVariableFont(TTFont(source), {"wght": WEIGHTS})
    subsetter = Subsetter(Options(layout_features=["kern"], flavor="woff2"))
    subsetter.populate(unicodes=LETTERS)
    subsetter.subset(font)
    font.flavor = "woff2"
    font.save(TARGET)
    print(TARGET.name, TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main(*sys.argv[1:])
