"""Static files as they are served, compressed and named by their content: made with the wheel, in a checkout by setup.

Run as a program for a wheel: `python -m shahrsazi.static_files FOLDER_OF_THE_PACKAGE`.
"""

import re
import sys
from pathlib import Path

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

PACKAGE = Path(__file__).parent
SOURCE = PACKAGE / "pages" / "static"
SHIPPED = Path("pages") / "static_built"
MANIFEST = "staticfiles.json"
STORAGE = "shahrsazi.static_files.Storage"
_NOT_READ = re.compile(r"/\*.*?\*/", re.S), re.compile(r"\s*([{};])\s*")


class Storage(CompressedManifestStaticFilesStorage):
    """Style sheets go out without their comments and line ends: half a kilobyte of every first visit."""

    def _save(self, name: str, content: File) -> str:
        return super()._save(name, _without_comments(content) if name.endswith(".css") else content)


def _without_comments(sheet: File) -> File:
    comment, around = _NOT_READ
    text = b"".join(sheet.chunks()).decode()  # from its beginning: whoever named it by its content has read it already
    return ContentFile(around.sub(r"\1", comment.sub("", text)).strip().encode())


def root(state: Path) -> Path:
    """Where they are: in the installed package, or under the state of a checkout."""
    shipped = PACKAGE / SHIPPED
    return shipped if (shipped / MANIFEST).exists() else state / "static"


def make() -> str:
    """Make those of a checkout; says what was done."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.STATIC_ROOT == PACKAGE / SHIPPED:
        return "Static files came with the program."
    call_command("collectstatic", interactive=False, verbosity=0)
    return f"Static files are in {settings.STATIC_ROOT}."


def _make_for_wheel(package: Path) -> None:
    """With settings of their own: the program's settings ask for a mode, a database and keys."""
    import django
    from django.conf import settings
    from django.core.management import call_command

    from shahrsazi.locale.compile import compile_catalogues

    compile_catalogues(package / "locale")
    settings.configure(
        INSTALLED_APPS=["django.contrib.staticfiles"],
        STATIC_URL="/static/",
        STATIC_ROOT=package / SHIPPED,
        STATICFILES_DIRS=[SOURCE],
        STORAGES={"staticfiles": {"BACKEND": STORAGE}},
    )
    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    _make_for_wheel(Path(sys.argv[1]))
