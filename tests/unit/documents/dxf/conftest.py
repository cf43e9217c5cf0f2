"""What the tests of drawings need: a plan to draw on, and a drawing that was drawn, with its twin and its SVG."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

from shahrsazi.documents import dxf
from shahrsazi.documents.dxf.ezdxf_import import ezdxf

DATA = ROOT / "tests" / "data"


class Plan:
    """A drawing of the test's own, in metres."""

    def __init__(self, folder: Path):
        self.doc = ezdxf.new("R2010", units=6)
        self.model = self.doc.modelspace()
        self.path = folder / "plan.dxf"

    def house(self) -> "Plan":
        self.model.add_lwpolyline([(0, 0), (10, 0), (10, 8), (0, 8)], close=True)
        for x in range(1, 10):
            self.model.add_line((x, 0), (x, 8))
        return self

    def saved(self) -> Path:
        self.doc.saveas(self.path)
        return self.path


class Seen(NamedTuple):
    sheets: list
    twin: dict
    svgs: list[str]


@pytest.fixture
def plan(tmp_path):
    return Plan(tmp_path)


@pytest.fixture
def draw(tmp_path):
    def drawn(source) -> Seen:
        into = tmp_path / "drawn"
        into.mkdir(exist_ok=True)
        made = dxf.draw(source.saved() if isinstance(source, Plan) else source, into)
        return Seen(
            made.sheets, json.loads(made.twin.read_text("utf8")), [s.svg.read_text("utf8") for s in made.sheets]
        )

    return drawn


@pytest.fixture
def check():
    return lambda source: dxf.check(source.saved() if isinstance(source, Plan) else source)


@pytest.fixture
def data():
    return DATA
