"""Draws what was admitted, page by page and no larger than asked; never the whole file at once."""

import itertools
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from pathlib import Path

from PIL import Image, ImageChops

from shahrsazi.documents.sandbox.images import open_image
from shahrsazi.documents.sandbox.see_through import on_paper
from shahrsazi.documents.sandbox.tiff import frames

# How fine a picture is written, finer first; the next is tried while it is larger than `most` bytes.
WRITES = {
    ("thumb", "webp"): {"most": 9_000, "fine": (42, 30, 20), "how": {"method": 2}},
    ("screen", "avif"): {"most": 90_000, "fine": (38, 26, 16), "how": {"speed": 8, "max_threads": 2}},
    ("screen", "webp"): {"most": 90_000, "fine": (50, 32, 18), "how": {"method": 2}},
    ("large", "webp"): {"most": 600_000, "fine": (55, 36, 20), "how": {"method": 1}},
}
# Of 255: a grey scanner's three channels differ by less in all but a few points; a pale seal differs by more in many
# that lie together.
COLOURFUL, FEW = 30, 3
PALE, TOGETHER = 10, 8
# How much more of a thumbnail's point a mark takes than its share.
STRONGER = 4
# A drawing is looked at in its lines; its picture stands in for them where there are none, and may weigh a sixth more.
FAST = {"avif": {"speed": 9}}
Draw = Callable[[int], Image.Image]


def render(request: dict) -> list:
    longest, sizes = request["longest"], request["sizes"]
    if request["kind"] == "dxf":
        return _drawing(request)
    if sizes == ["tiles"]:
        return import_module("shahrsazi.documents.sandbox.tiles").render(request)
    pages = _pdf if request["kind"] == "pdf" else _images
    rows = _notes(request) if request["kind"] == "pdf" and request["first"] == 1 else []
    return rows + [row for number, draw in pages(request) for row in _page(number, draw, sizes, longest)]


def _notes(request: dict) -> list:
    """What is noted on the pages, in words; they go along in the clean copy."""
    import pikepdf

    from shahrsazi.documents.sandbox.pdf_words import read

    with pikepdf.open(request["source"]) as pdf:
        noted = read(pdf)
    if noted is None:
        return []
    Path("0-twin.json").write_bytes(noted)
    return [[0, "twin", "json", 0, 0]]


def _page(number: int, draw: Draw, sizes: list[str], longest: dict, otherwise: dict | None = None) -> list:
    """The largest is drawn, the others are made from it."""
    largest, *_others = order = sorted(sizes, key=longest.get, reverse=True)
    # Asked of the largest alone: in a smaller one a signature is no longer told from grey.
    rows, image = [], _without_colour(_smaller(draw(longest[largest]), longest[largest]))
    for size in order:
        whole, image = image, _smaller(image, longest[size])
        image = _with_its_marks(whole, image) if size == "thumb" else image
        for kind in (kind for to, kind in WRITES if to == size):
            _write(image, number, size, kind, (otherwise or {}).get(kind, {}))
            rows.append([number, size, kind, *image.size])
    return rows


def _write(image: Image.Image, number: int, size: str, kind: str, otherwise: dict) -> None:
    settings, path = WRITES[size, kind], Path(f"{number}-{size}.{kind}")
    grey = {"subsampling": "4:0:0"} if kind == "avif" and image.mode == "L" else {}
    how = settings["how"] | otherwise | grey
    first, second, last = settings["fine"]
    for fine in (first, second):
        image.save(path, quality=fine, **how)
        over = path.stat().st_size / settings["most"]
        if over <= 1:
            return
        if over > 1.7:
            break
    image.save(path, quality=last, **how)


def _smaller(image: Image.Image, longest: int, gap: float | None = 2.0) -> Image.Image:
    if max(image.size) <= longest:
        return image
    scale = longest / max(image.size)
    to = tuple(max(1, round(side * scale)) for side in image.size)
    return image.resize(to, Image.Resampling.LANCZOS, reducing_gap=gap)


def _with_its_marks(whole: Image.Image, small: Image.Image) -> Image.Image:
    """A seal or a pen's stroke would be no more than a breath of colour where a sheet becomes a thumbnail."""
    if small.mode != "RGB" or small.size == whole.size:
        return small
    marks = whole.copy()
    marks.putalpha(_spread(whole).point(lambda v: 255 * (v >= COLOURFUL)))
    marks = marks.resize(small.size, Image.Resampling.BOX)
    marks.putalpha(marks.getchannel("A").point(lambda v: min(255, STRONGER * v)))
    return Image.alpha_composite(small.convert("RGBA"), marks).convert("RGB")


def _without_colour(image: Image.Image) -> Image.Image:
    return image.convert("L") if image.mode == "RGB" and _is_grey(image) else image


def _is_grey(image: Image.Image) -> bool:
    """One stroke of a red pen on a sheet of a square metre is enough for a picture in colour."""
    if _coloured(image, COLOURFUL) > FEW:
        return False
    return _coloured(image.reduce(tuple(min(TOGETHER, side) for side in image.size)), PALE) <= FEW


def _coloured(image: Image.Image, minimum: int) -> int:
    """In how many points the channels lie further apart than that."""
    return sum(_spread(image).histogram()[minimum:])


def _spread(image: Image.Image) -> Image.Image:
    """How far the channels of each point lie apart: nothing in grey."""
    red, green, blue = image.split()
    highest = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return ImageChops.subtract(highest, ImageChops.darker(ImageChops.darker(red, green), blue))


def wanted_pages(request: dict, pages: int) -> range:
    return range(max(1, request["first"]), min(request["last"] or pages, pages) + 1)


def _pdf(request: dict) -> Iterator[tuple[int, Draw]]:
    import pypdfium2

    pdf = pypdfium2.PdfDocument(request["source"])
    for number in wanted_pages(request, len(pdf)):
        page = pdf[number - 1]
        yield number, partial(rendered, page)
        page.close()


def rendered(page, longest: int) -> Image.Image:
    # Rounded up by the renderer, a side may come out one point too long.
    return page.render(scale=(longest - 0.5) / max(page.get_size())).to_pil()


def _images(request: dict) -> Iterator[tuple[int, Draw]]:
    with open_image(Path(request["source"]), request["kind"]) as image:
        pages = getattr(image, "n_frames", 1) if request["kind"] == "tiff" else 1
        wanted = wanted_pages(request, pages)
        shown = frames(image, wanted) if request["kind"] == "tiff" else [image]
        for number, page in zip(wanted, shown, strict=False):
            yield number, partial(drawn_on_white, page)


def drawn_on_white(image: Image.Image, longest: int) -> Image.Image:
    """As on paper: without transparency, in eight bits, decoded no finer than is needed; points of its own, since
    writing them turns a file of many pages back to its first."""
    image.draft(None, tuple(min(side, longest) for side in image.size))
    if image.mode in ("L", "RGB"):
        seen = _smaller(image, longest)
        return seen.copy() if seen is image else seen
    if image.mode == "I;16":
        return _smaller(image, longest, gap=None).convert("I").point(lambda v: v * (1 / 256)).convert("L")
    if image.mode == "1":
        return _smaller(image.convert("L"), longest)
    return on_paper(_smaller(image if image.mode == "RGBA" else image.convert("RGBA"), longest))


def _drawing(request: dict) -> list:
    """A plan's sheets as they are drawn, each as pictures like any page, and the plan in words."""
    from shahrsazi.documents.dxf import draw

    Path("drawn").mkdir()
    drawn = draw(Path(request["source"]), Path("drawn"), max(map(request["longest"].get, request["sizes"])))
    rows = [_moved(drawn.twin, 0, "twin", "json", 0, 0)]
    for number, sheet in zip(itertools.count(1), drawn.sheets, strict=False):
        rows.append(_moved(sheet.svg, number, "sheet", "svg", sheet.width, sheet.height))
        if number in wanted_pages(request, len(drawn.sheets)):
            with open_image(sheet.image, "png") as image:
                draw = partial(drawn_on_white, image)
                rows += _page(number, draw, request["sizes"], request["longest"], FAST)
    return rows


def _moved(result: Path, number: int, size: str, kind: str, width: int, height: int) -> list:
    shutil.move(result, f"{number}-{size}.{kind}")
    return [number, size, kind, width, height]
