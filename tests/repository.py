"""The repository's own files, for tests that hold conventions: what is tracked, parsed once, named from the root."""

import ast
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
CODE = ROOT / "shahrsazi"


def templates() -> dict[str, Path]:
    """Name → path of every page of every app."""
    folders = CODE.glob("*/templates")
    return {str(p.relative_to(folder)): p for folder in folders for p in folder.rglob("*.html")}


@cache
def tracked() -> list[Path]:
    """The files of the repository; of a copy without its history, all but what is made."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True)
    if listed.returncode == 0:
        return [p for line in listed.stdout.splitlines() if (p := ROOT / line).is_file()]
    made = {".venv", "var", "build", "__pycache__", ".git"}
    return [p for p in ROOT.rglob("*") if p.is_file() and not made & set(p.relative_to(ROOT).parts)]


def python(*folders: str) -> list[Path]:
    return [p for p in tracked() if p.suffix == ".py" and p.relative_to(ROOT).parts[0] in folders]


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf8"))


def functions(path: Path):
    return [n for n in ast.walk(parsed(path)) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]
