"""A house of two owners, of whom the back office knows one by name alone, and what the counter registers of it."""

import feed_lines
from counter_acts import card
from counter_client import check_all, key_of
from counter_forms import fed_code, national_code
from counter_forms import typed as as_typed
from counter_scans import a_scan
from feed_outcomes import at
from history_model import asked
from owners_by_name import by_name
from personas import person_id, person_ref

TOLD = {"first_name": "علی", "last_name": "نامدار", "father_name": "حسین"}
CARD = TOLD | {"birth_date": "1350/1/1", "birth_cert_no": "1234"}


class House:
    """A file of district 5: half is Simin's, of whom the back office knows the code, half is Ali's, by name alone."""

    def __init__(self, *, opened_on=None, **known):
        from shahrsazi.casefiles.casefile import CaseFile

        self.simin, key = national_code(), feed_lines.key()
        self.ali_key = key
        code = fed_code(92)
        self.line = feed_lines.line(
            feed_lines.owner(self.simin, 1, 2),
            feed_lines.owner(key, 1, 2),
            people=[feed_lines.person(self.simin, registered_on=None), by_name(key, **TOLD | known)],
            casefile={"renewal_code": code, "file_no": f"5/92/{key}", "opened_on": opened_on},
        )
        assert feed_lines.load(self.line).bad == []
        self.case = CaseFile._base_manager.using("owner").get(renewal_code=code)
        self.ali = self.shares()[1][0]

    def shares(self) -> list[tuple]:
        return asked(
            "SELECT o.person_id, p.number, o.effective_to IS NULL FROM casefiles_ownership o"
            " JOIN people_person p ON p.id = o.person_id WHERE case_id = %s ORDER BY o.id",
            [self.case.id],
        )

    def told_again(self, day: str, **known) -> list:
        simin, ali, *others = self.line["people"]
        return feed_lines.load(at(self.line, day, people=[simin, ali | known, *others])).bad


def with_simin(desk, house):
    work = desk.begin(house.case)
    work.known_owner(person_id(house.simin), **card(house.simin))
    work.complete(key_of(person_id(house.simin)))
    return work


def buried(desk, house):
    """The death of Ali, in a registration of its own; his certificate was seen."""
    from shahrsazi.persian import dates

    work, ref = desk.begin(house.case), person_ref(house.ali)
    today = as_typed(dates.today())
    work.post(f"leaving/{ref}/", {"reason": "death", "effective_to": "", "died_on": today, "base": "0"})
    seen = {"seen": "1", "scan": a_scan(), "no": "12", "date": today}
    papers = {f"death_certificate-{name}": value for name, value in seen.items()} | {"base": "0"}
    work.desk.client.post(f"/en/counter/drafts/{work.ref}/papers/d{ref}/", papers)
    check_all(work.ref)
    return work
