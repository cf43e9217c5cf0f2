"""A file that the back office told, before a clerk has opened it."""

from itertools import count

import feed_lines

_parcels = count(1)


def fed(*owners, opened_on=None, contact=None, contact_of=None, **told):
    """A file of district 5 that the back office told, its owners not registered; the addresses of all, or by number."""
    from shahrsazi.casefiles.casefile import CaseFile

    code = f"5-93-{next(_parcels)}-1-1-0-0"
    reached = {o["person"]: contact or (contact_of or {}).get(o["person"], {}) for o in owners}
    people = [feed_lines.person(number, registered_on=None, **addresses) for number, addresses in reached.items()]
    file = {"renewal_code": code, "file_no": f"5/93{code}".replace("-", "")[:20], "opened_on": opened_on}
    assert feed_lines.load(feed_lines.line(*owners, people=people, casefile=file, **told)).bad == []
    return CaseFile._base_manager.using("owner").get(renewal_code=code)
