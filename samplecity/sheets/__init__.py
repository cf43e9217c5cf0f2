"""The scans of a sample file: sheets drawn from its own line, so that what a paper says and what a page says agree."""

from collections.abc import Callable, Iterator

from samplecity.sheets import commission, drawings, estate, identity, municipality, works
from samplecity.sheets.printing import printed

# The way in which each kind of paper is drawn; together they bring every form of file that the gate lets in.
DRAWN_BY: dict[str, Callable[[dict, dict], tuple[str, dict]]] = {
    "deed": estate.deed,
    "conveyance": estate.contract,
    "inheritance": estate.inheritance,
    "birth_certificate": identity.birth_certificate,
    "national_card": identity.national_card,
    "passport": identity.passport,
    "attorney_papers": identity.attorney_papers,
    "power_of_attorney": identity.power_of_attorney,
    "gazette": identity.gazette,
    "renewal_slip": municipality.renewal_slip,
    "inquiry": municipality.inquiry,
    "last_permit": municipality.permit,
    "completion": municipality.permit,
    "no_violation": municipality.permit,
    "visit_sheet": works.visit_sheet,
    "utm_survey": works.utm_survey,
    "undertaking": works.undertaking,
    "supervisor_report": works.supervisor_report,
    "warning": commission.warning,
    "verdict": commission.verdict,
    "service_notice": commission.service_notice,
    "defence": commission.defence,
}


def scans(line: dict) -> Iterator[tuple[str, bytes]]:
    """Every scan that the line names, but the one drawing that is kept: its name and its bytes."""
    for paper in line["papers"]:
        if paper["scan"]:
            template, sheet = DRAWN_BY[paper["doc_kind"]](line, paper)
            yield paper["scan"], printed(template, sheet, paper["scan"])
    for drawing_set in line["drawing_sets"]:
        for sheet_row in drawing_set["sheets"]:
            if sheet_row["scan"] and sheet_row["number"] in drawings.DRAWN_BY:
                sheet = drawings.drawing(line, drawing_set, sheet_row)
                yield sheet_row["scan"], printed("drawing", sheet, sheet_row["scan"])
