"""Builds the wheel with its static files and compiled catalogues in it; everything else stands in pyproject.toml."""

import subprocess
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py


class BuildWithStaticFiles(build_py):
    def run(self):
        super().run()
        if not self.editable_mode:
            package = Path(self.build_lib).absolute() / "shahrsazi"
            subprocess.run(
                [sys.executable, "-m", "shahrsazi.static_files", package], check=True, cwd=Path(__file__).parent
            )


setup(cmdclass={"build_py": BuildWithStaticFiles})
