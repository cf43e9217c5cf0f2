"""Real files, each with something in it changed: bytes, numbers, pieces of others. The same seed, the same files."""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from random import Random

import pikepdf
from repository import ROOT

KINDS = {"pdf": "pdf", "tif": "tiff", "tiff": "tiff", "jpg": "jpg", "png": "png", "dxf": "dxf"}
FOLDERS = [ROOT / "tests" / "data" / name for name in ("scans", "hostile", "drawings")]
LARGEST = 1_500_000
EDGES = [b"\x00", b"\xff", b"\x7f", b"\x80", b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\xff" * 8]
FIGURES = [b"0", b"-1", b"1", b"2147483647", b"4294967296", b"-99999999999", b"1e308", b"0.0000001", b"nan", b"9" * 40]
NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")


def sources() -> dict[str, list[Path]]:
    """Kind → the repository's files of it, the small ones of each folder."""
    files = [file for folder in FOLDERS for file in sorted(folder.iterdir()) if file.stat().st_size <= LARGEST]
    kinds: dict[str, list[Path]] = {}
    for file in files:
        if kind := KINDS.get(file.suffix[1:]):
            kinds.setdefault(kind, []).append(file)
    return kinds


def mutated(seed: str, count: int) -> Iterator[tuple[str, str, bytes]]:
    """What was done to which file, a name for it, and its bytes; one kind after the other."""
    kinds = sources()
    for number in range(count):
        dice = Random(f"{seed} {number}")
        kind = sorted(kinds)[number % len(kinds)]
        file, other = dice.choice(kinds[kind]), dice.choice(kinds[kind])
        content, done = _opened_up(file, dice), []
        for _ in range(dice.choice((1, 1, 2, 4, 8))):
            change = dice.choice(CHANGES)
            content = change(content, dice, other)
            done.append(change.__name__.strip("_"))
        yield f"{number} {file.name}: {', '.join(done)}", f"a{file.suffix}", content


def _opened_up(file: Path, dice: Random) -> bytes:
    """Of every other PDF the streams are unpacked, so that what is changed is what is drawn."""
    content = file.read_bytes()
    if file.suffix != ".pdf" or dice.random() < 0.5:
        return content
    written = BytesIO()
    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            level = pikepdf.StreamDecodeLevel.generalized
            pdf.save(written, stream_decode_level=level, compress_streams=False, deterministic_id=True)
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return content
    return written.getvalue()


def _place(content: bytes, dice: Random) -> int:
    """Heads are where sizes and kinds stand: they are hit as often as all the rest."""
    return dice.randrange(max(1, min(len(content), 400) if dice.random() < 0.5 else len(content)))


def _flip(content: bytes, dice: Random, _other: Path) -> bytes:
    made = bytearray(content)
    for _ in range(dice.choice((1, 4, 32))):
        if made:
            made[_place(content, dice)] ^= 1 << dice.randrange(8)
    return bytes(made)


def _edge(content: bytes, dice: Random, _other: Path) -> bytes:
    at, value = _place(content, dice), dice.choice(EDGES)
    return content[:at] + value + content[at + len(value) :]


def _figure(content: bytes, dice: Random, _other: Path) -> bytes:
    """One of the numbers that stand there in digits is another."""
    found = list(NUMBER.finditer(content))
    if not found:
        return content
    number = dice.choice(found)
    return content[: number.start()] + dice.choice(FIGURES) + content[number.end() :]


def _cut(content: bytes, dice: Random, _other: Path) -> bytes:
    return content[: _place(content, dice) + 1]


def _leave_out(content: bytes, dice: Random, _other: Path) -> bytes:
    at = _place(content, dice)
    return content[:at] + content[at + dice.choice((1, 16, 1000)) :]


def _repeat(content: bytes, dice: Random, _other: Path) -> bytes:
    at, long = _place(content, dice), dice.choice((1, 64, 4000))
    return content[:at] + content[at : at + long] * dice.choice((2, 20)) + content[at + long :]


def _exchange(content: bytes, dice: Random, _other: Path) -> bytes:
    """Two lines of a text, or of what looks like one."""
    lines = content.split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def _graft(content: bytes, dice: Random, other: Path) -> bytes:
    piece, at = other.read_bytes(), _place(content, dice)
    start = _place(piece, dice)
    return content[:at] + piece[start : start + dice.choice((8, 200, 8000))] + content[at:]


CHANGES: list[Callable[[bytes, Random, Path], bytes]] = [
    _flip,
    _edge,
    _figure,
    _cut,
    _leave_out,
    _repeat,
    _exchange,
    _graft,
]
