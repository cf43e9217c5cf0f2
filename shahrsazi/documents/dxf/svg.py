"""Writes the marks of a sheet as SVG: a line a run, with the number of its layer, in the painter's order.

There is nothing in it but paths, colours that go over into one another, and numbers; no word of the drawing's file,
no reference to anything else, no script.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from ezdxf.npshapes import CMD_CURVE3_TO, CMD_LINE_TO, CMD_MOVE_TO

from shahrsazi.documents.dxf.backend import AREA, LETTERS, SOLID, Run, boxes_of, boxes_of_lines
from shahrsazi.documents.dxf.frame import Frame

_USUAL_WIDTH = 1_200  # px, at which a sheet is thought to be looked at first
_PER_MM, _THIN, _THICK = 3.0, 0.7, 5.0


def write_svg(runs: list[Run], layers: dict[str, int], frame: Frame) -> bytes:
    width, height = frame.size
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" fill="none"'
        ' stroke-linecap="round" stroke-linejoin="round">\n<path fill="#fff" d="M0 0H'
        f'{width}V{height}H0z"/>'
    )
    gradients = {run.pen.gradient: "" for run in runs if run.pen.gradient}
    gradients = {gradient: f"g{number}" for number, gradient in enumerate(gradients)}
    lines = [gradient.as_svg(name) for gradient, name in gradients.items()]
    lines += [
        _element(run, layers[run.pen.layer], frame, data, gradients) for run in runs if (data := _data(run, frame))
    ]
    return "\n".join([head, *lines, "</svg>\n"]).encode()


def _element(run: Run, layer: int, frame: Frame, data: str, gradients: dict) -> str:
    colour, opacity = _colour(run.pen.colour)
    colour = f"url(#{gradients[run.pen.gradient]})" if run.pen.gradient else colour
    if run.kind in (AREA, SOLID, LETTERS):
        rule = ' fill-rule="evenodd"' if run.kind == AREA else ""
        opacity = f' fill-opacity="{opacity}"' if opacity else ""
        return f'<path data-l="{layer}" fill="{colour}"{rule}{opacity} d="{data}"/>'
    dash = " ".join(f"{d:g}" for d in dashes(run.pen.dash, frame))
    dash = f' stroke-dasharray="{dash}"' if dash else ""
    width = f"{min(max(run.pen.weight * _PER_MM, _THIN), _THICK):.2g}"
    return (
        f'<path data-l="{layer}" stroke="{colour}" stroke-width="{width}"{dash}'
        f' vector-effect="non-scaling-stroke" d="{data}"/>'
    )


def _colour(colour: str) -> tuple[str, float | None]:
    return colour[:7], round(int(colour[7:9], 16) / 255, 2) if len(colour) > 7 else None


def dashes(dash: tuple[float, ...], frame: Frame) -> list[float]:
    """The pattern in px at the usual width, brought to a size at which it is seen as a pattern."""
    lengths = [length * frame.scale * _USUAL_WIDTH / max(frame.size) for length in dash]
    whole = sum(lengths)
    if not 0 < whole < 1e9:
        return []
    bring = min(max(whole, 4.0 * len(lengths)), 60.0) / whole
    return [max(round(length * bring, 1), 0.5) for length in lengths]


def _data(run: Run, frame: Frame) -> str:
    pieces = [_relative(rows) for rows in _chains(run, frame)]
    for vertices, commands in _shown(run, frame):
        points = np.rint(frame.to_paper(vertices)).astype(np.int64).tolist()
        straight = commands is None or not len(commands) or (commands == CMD_LINE_TO).all()
        pieces.append(_relative(points) if straight else _curved(points, commands.tolist()))
    return "".join(pieces)


def _shown(run: Run, frame: Frame) -> Iterable:
    seen = frame.shows(boxes_of(run.paths))
    return (path for path, there in zip(run.paths, seen, strict=True) if there)


def _chains(run: Run, frame: Frame) -> Iterator[list[list[int]]]:
    """Lines put end to end where they meet."""
    if not run.lines:
        return
    lines = np.array(run.lines)
    lines = frame.clipped(lines) if run.kind == "endless" else lines[frame.shows(boxes_of_lines(lines))]
    ends = np.rint(frame.to_paper(lines.reshape(-1, 2))).astype(np.int64).reshape(-1, 4).tolist()
    chain: list[list[int]] = []
    for x, y, to_x, to_y in ends:
        if chain and chain[-1] != [x, y]:
            yield chain
            chain = []
        if not chain:
            chain.append([x, y])
        chain.append([to_x, to_y])
    if chain:
        yield chain


def _relative(points: list[list[int]]) -> str:
    """M to the first point, then steps; a step of nothing is left out unless it is the only one: a dot."""
    (x, y), steps = points[0], []
    for to_x, to_y in points[1:]:
        if to_x != x or to_y != y:
            steps += (to_x - x, to_y - y)
            x, y = to_x, to_y
    return f"M{_numbers(points[0])}l{_numbers(steps or (0, 0))}"


def _curved(points: list[list[int]], commands: list[int]) -> str:
    x, y = points[0]
    pieces, i, last = [f"M{_numbers(points[0])}"], 1, ""
    for command in commands:
        if command == CMD_MOVE_TO:
            x, y = points[i]
            pieces.append(f"M{_numbers(points[i])}")
            last, i = "", i + 1
            continue
        letter, count = ("l", 1) if command == CMD_LINE_TO else ("q", 2) if command == CMD_CURVE3_TO else ("c", 3)
        steps = _numbers([c - o for p in points[i : i + count] for c, o in zip(p, (x, y), strict=True)])
        pieces.append(letter + steps if letter != last else steps if steps[0] == "-" else " " + steps)
        (x, y), last, i = points[i + count - 1], letter, i + count
    return "".join(pieces)


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers)).replace(" -", "-")
