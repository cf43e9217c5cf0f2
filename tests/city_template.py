"""Run as a program: brings the database of DATABASE_URL to one with the sample city in it, as a template to copy.

Prints the day for which the city was made. A process of its own, because Django knows one database only.
"""

import os
from pathlib import Path


def main() -> None:
    import django

    django.setup()
    from samplecity import lines
    from samplecity.__main__ import write
    from shahrsazi.commands.setup import set_up_database
    from shahrsazi.feed.loader import load
    from shahrsazi.feed.models import BACK_OFFICE, Source
    from shahrsazi.persian import dates

    set_up_database()
    today, path = dates.today(), Path(os.environ["SHAHRSAZI_STATE"]) / "samplecity" / "feed.ndjson"
    path.parent.mkdir(parents=True, exist_ok=True)
    write(lines(today=today), path)
    report = load(path)
    assert report.bad == [], report.bad
    # A day's guards are one for the loads of all tests that name no source: the eleventh verdict withdrawn stops them.
    Source.objects.using("owner").filter(key=BACK_OFFICE).update(phase="rehearsal")
    print(today.isoformat())


if __name__ == "__main__":
    main()
