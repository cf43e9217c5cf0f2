"""`python -m bench.site_plan`: draws a block of five hundred parcels, beside a plain dump of its shapes as JSON."""

import gc
import random
import statistics
import time
from collections.abc import Callable

import brotli
import msgspec

ACROSS, ALONG, ROUNDS = 25, 20, 200


def main() -> None:
    _prepare()
    from shahrsazi.casefiles.site_plan import Shape, Stored, digest, draw, lay_out, layouts_in, plan
    from shahrsazi.web.templates import environment

    stored = msgspec.json.encode(_block())
    template = environment("fa").get_template("casefiles/site_plan.html").module
    decode = msgspec.json.Decoder(list[Shape]).decode

    layout = msgspec.to_builtins(Stored(digest(plan(decode(stored), [])), lay_out(decode(stored), [], ["fa"])))

    def render() -> str:
        shapes = decode(stored)
        return str(template.figure(draw(shapes, [], layouts_in(layout, shapes, [], "fa")), None, []))

    def dump() -> bytes:
        return msgspec.json.encode(decode(stored))

    drawing_ms, dump_ms = _interleaved(render, dump)
    body = render().encode()
    packed = len(brotli.compress(body, quality=5))
    print(f"{ACROSS * ALONG} parcels: stored {len(stored)} bytes, drawn {len(body)}, brotli {packed}")
    print(f"drawing {drawing_ms:.2f} ms, plain dump {dump_ms:.2f} ms, ratio {drawing_ms / dump_ms:.1f}")


def _prepare() -> None:
    import os

    # No query is sent, but the settings need the address of a database.
    os.environ.update(DJANGO_SETTINGS_MODULE="shahrsazi.settings", DATABASE_URL="postgres://127.0.0.1:1/none")
    import django

    django.setup()


def _block() -> list:
    from shahrsazi.casefiles.site_plan import Shape
    from shahrsazi.casefiles.site_plan.shapes import steps

    rng = random.Random(5)
    odd = lambda metres: metres * 100 + rng.randrange(100)  # noqa: E731
    across, along = range(ACROSS + 1), range(ALONG + 1)
    corner = {(i, j): (56_118_000 + odd(i * 12), 360_965_000 + odd(j * 18)) for i in across for j in along}
    own = (ACROSS // 2, ALONG // 2)
    return [
        Shape(
            kind="existing" if (i, j) == own else "neighbour",
            name=f"{i * ALONG + j}/4781",
            rings=[steps([corner[i, j + 1], corner[i + 1, j + 1], corner[i + 1, j], corner[i, j]])],
        )
        for i in range(ACROSS)
        for j in range(ALONG)
    ]


def _interleaved(first: Callable, second: Callable) -> tuple[float, float]:
    """Median CPU milliseconds of each, turn by turn."""
    spent: dict[Callable, list[float]] = {first: [], second: []}
    for turn in range(ROUNDS + 5):
        for call in (first, second):
            before = time.process_time()
            call()
            if turn >= 5:
                spent[call].append((time.process_time() - before) * 1000)
        if turn % 50 == 0:
            gc.collect()
    return statistics.median(spent[first]), statistics.median(spent[second])


if __name__ == "__main__":
    main()
