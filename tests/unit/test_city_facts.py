"""What is true of one city alone stands in its profile, and in the sample; another city changes nothing else."""

import re

from repository import short, tracked

# Isfahan, Esfahan, Sepahan and the Persian spelling; its UTM zone, its postal prefix in a sentence.
NAMES = re.compile("isfahan|esfahan|sepahan|اصفهان|EPSG:32639|UTM zone 39", re.IGNORECASE)
# The profile itself, its default name, and the catalogue's header.
STANDS_IN = ("shahrsazi/city/profiles/",)
KINDS = (".py", ".html", ".sql", ".toml", ".typ", ".js", ".css", ".po")


def test_no_code_names_the_city():
    for path in tracked():
        name = short(path)
        if name.startswith("shahrsazi/") and path.suffix in KINDS and not name.startswith(STANDS_IN):
            lines = [line for line in path.read_text("utf8").splitlines() if NAMES.search(line)]
            assert [line for line in lines if 'env("SHAHRSAZI_CITY", "isfahan" if DEMO' not in line] == [], name


def test_database_names_no_table_of_a_floor_above_it():
    from django.apps import apps

    tables = [m._meta.db_table for m in apps.get_models() if m.__module__.startswith("shahrsazi.")]
    for path in tracked():
        if short(path).startswith("shahrsazi/database/") and path.suffix in (".py", ".sql"):
            text = path.read_text("utf8")
            assert [table for table in tables if re.search(rf"\b{table}\b", text)] == [], short(path)
