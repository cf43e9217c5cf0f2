"""By what a record is called the table that has its rows, and the section that it stands in."""

from typing import Any

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.casefiles.registry import SECTIONS
from shahrsazi.feed.records import LISTS

RECORD_OF = {name: record for record, name in LISTS.items()}
TABLES: dict[str, Any] = {"ownership": Ownership, "mandate": Mandate} | {
    RECORD_OF[name]: model for section in SECTIONS for name, model in section.feeds.items()
}
SECTION_OF = {"ownership": "ownership", "mandate": "ownership"} | {
    RECORD_OF[name]: section.key for section in SECTIONS for name in section.feeds
}
