"""`python -m bench.drawings`: the time of each step from a DXF file to its sheets, in a fresh process.

It measures CPU time, since these machines are noisy. typst uses all cores, so its share takes less time on the clock.

The house is a grid of rooms with walls, doors as blocks, hatches, Persian names and dimensions: about 4 200 entities.
"""

import gzip
import resource
import tempfile
import time
from pathlib import Path

ROOMS = 12
MAX_SIDE = 3_600  # points; the default of shahrsazi.documents.dxf.draw


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "house.dxf"
        begun = time.process_time()
        from shahrsazi.documents.dxf.ezdxf_import import ezdxf

        print(f"{'ezdxf loaded':28} {time.process_time() - begun:6.2f} s")
        house(ezdxf, path)
        measure(path)


def house(ezdxf, path: Path) -> None:
    doc = ezdxf.new("R2010", units=6, setup=True)
    model = doc.modelspace()
    door = doc.blocks.new("DOOR")
    door.add_line((0, 0), (0, 0.9))
    door.add_arc((0, 0), 0.9, 0, 90)
    for i in range(ROOMS * ROOMS):
        room(model, 5 * (i % ROOMS), 5 * (i // ROOMS), i)
    doc.saveas(path)


def room(model, x: float, y: float, number: int) -> None:
    model.add_lwpolyline([(x, y), (x + 4, y), (x + 4, y + 4), (x, y + 4)], close=True, dxfattribs={"layer": "فضاها"})
    for i in range(9):
        model.add_line((x + i / 3, y), (x + i / 3, y + 1), dxfattribs={"layer": "WALL", "color": i % 3})
    model.add_text(f"اتاق {number}", height=0.3).set_placement((x + 1, y + 2))
    model.add_blockref("DOOR", (x + 3, y), dxfattribs={"xscale": -1 if number % 2 else 1})
    hatch = model.add_hatch(color=8)
    if number % 4:
        hatch.set_pattern_fill("ANSI31", scale=0.1)
    hatch.paths.add_polyline_path([(x, y + 3), (x + 4, y + 3), (x + 4, y + 4), (x, y + 4)], is_closed=True)
    if number % 3 == 0:
        model.add_linear_dim((x, y - 0.4), (x, y), (x + 4, y), dimstyle="EZDXF").render()


def measure(path: Path) -> None:
    from shahrsazi.documents.dxf import raster, reader, render

    begun = time.process_time()
    opened = reader.open_dxf(path)
    entities = sum(map(len, opened.doc.layouts)) + sum(map(len, opened.doc.blocks))
    size = f"{path.stat().st_size:,} B, {entities} entities"
    print(f"{'opened and repaired':28} {time.process_time() - begun:6.2f} s  {size}")
    begun = time.process_time()
    drawn = render.draw_sheets(opened, path.parent, MAX_SIDE)
    print(f"{'painted, written, rasterised':28} {time.process_time() - begun:6.2f} s")
    for sheet in drawn.sheets:
        svg = sheet.svg.read_bytes()
        begun = time.process_time()
        raster.rasterise(svg, (sheet.width, sheet.height), MAX_SIDE, sheet.image)
        print(f"{'  of which rasterised':28} {time.process_time() - begun:6.2f} s  {sheet.image.stat().st_size:,} B")
        print(f"{sheet.name:28} {len(svg):,} B, compressed {len(gzip.compress(svg)):,}")
    print(f"{'peak':28} {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
