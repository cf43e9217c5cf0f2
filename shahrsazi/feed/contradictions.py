"""Lines that are right by themselves, and wrong with what is known of their file by now."""

from fractions import Fraction

from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import Ownership
from shahrsazi.casefiles.entry import Entry
from shahrsazi.casefiles.sections.violations.models import CommissionCase, Violation


class ContradictionError(Exception):
    """The sentence says which one; the transaction that meets it is undone."""


def refuse(lines: list, cases: dict[str, int], people: dict[str, int]) -> None:
    """ContradictionError for the first contradiction of these lines, after all of them were written. `cases` are the
    ids of the files by renewal code, `people` those of the people by number.
    """
    _refuse_too_many_shares(list(cases.values()))
    _refuse_strangers_mandates(lines, cases, people)
    _refuse_what_belongs_to_nothing(lines, cases)


def _refuse_too_many_shares(cases: list[int]) -> None:
    """Checks the sum of a file's shares with those of earlier lines: a new owner may come without an end of the old."""
    totals: dict = {}
    for owner in Ownership.current().using("feed").filter(case__in=cases):
        land, building = totals.get(owner.case_id, (0, 0))
        totals[owner.case_id] = (
            land + Fraction(owner.land_share, owner.land_of),
            building + Fraction(owner.building_share, owner.building_of),
        )
    if any(max(pair) > 1 for pair in totals.values()):
        raise ContradictionError(_("With what is known of the file, the shares add up to more than six dang."))


def _refuse_strangers_mandates(lines: list, cases: dict[str, int], people: dict[str, int]) -> None:
    """Only an owner of the file, now or before, gives leave by it: else any file would open somebody's other files."""
    given = {
        (cases[line.casefile.renewal_code], people[mandate.principal]) for line in lines for mandate in line.mandates
    }
    files = {case for case, _person in given}
    owners = set(Ownership.in_feed.filter(case__in=files).values_list("case_id", "person_id")) if given else set()
    if given - owners:
        raise ContradictionError(_("Someone gives leave here who has never owned this file."))


def _refuse_what_belongs_to_nothing(lines: list, cases: dict[str, int]) -> None:
    """A verdict is shown under its case of the commission, a case with its violations: without them nobody would see
    them, or half of them.
    """
    verdicts = {(cases[line.casefile.renewal_code], v.commission_case) for line in lines for v in line.verdicts}
    if verdicts - _stored(CommissionCase, verdicts):
        raise ContradictionError(_("A verdict names a case of the commission that is not there."))
    violations = {
        (cases[line.casefile.renewal_code], key)
        for line in lines
        for commission_case in line.commission_cases
        for key in commission_case.violations
    }
    if violations - _stored(Violation, violations):
        raise ContradictionError(_("A case of the commission names a violation that is not there."))


def _stored(model: type[Entry], wanted: set[tuple[int, str]]) -> set[tuple[int, str]]:
    """Of these files the rows that are there by now: (file, source key)."""
    files = {case for case, _key in wanted}
    return set(model.in_feed.filter(case__in=files).values_list("case_id", "source_key")) if wanted else set()
