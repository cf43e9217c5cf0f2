"""Whom a change of a file concerns: somebody registered who sees it, as its owner or because they act for one, has the
time to object, and everyone who owns it is told, with whoever acts for a company or a child among them.
"""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from shahrsazi.casefiles.casefile import Mandate, Ownership
from shahrsazi.feed.coming import notify
from shahrsazi.messages.notices import tell
from shahrsazi.messages.traffic import CHANNELS
from shahrsazi.people.models import Contact
from shahrsazi.persian import dates

_REGISTERED = "contact__registered_on__isnull"


def with_registered_owners(cases: set[int]) -> set[int]:
    """Files that are open to somebody: there the next owner's sight begins after the time to object. A company and a
    child are never registered; who acts for them is. An attorney objects to nothing in an owner's stead.
    """
    rows = Ownership.current().using("feed").filter(case__in=cases, case__opened_on__isnull=False)
    of_owner = Q(case=None) | Q(case=OuterRef("case"))
    agents = _objectors().filter(of_owner, principal=OuterRef("person"), **{f"agent__{_REGISTERED}": False})
    seen = Q(**{f"person__{_REGISTERED}": False}) | Exists(agents)
    return set(rows.filter(seen).values_list("case_id", flat=True))


def is_shown(person: int, cases: set[int]) -> bool:
    """Whether somebody who can sign in already is shown what this person owns in these files: they, or their agent."""
    agents = acting().filter(Q(case=None) | Q(case__in=cases), principal=person).values("agent")
    contacts = Contact.objects.using("feed").filter(registered_on__isnull=False)
    return contacts.filter(Q(person=person) | Q(person__in=agents)).exists()


def acting() -> QuerySet[Mandate]:
    """The leave of whoever acts for an owner now, as guard.live_agents() has it."""
    begun = Q(holds_from=None) | Q(holds_from__lte=Now())
    return Mandate.in_feed.filter(begun).exclude(Mandate.is_over())


def _objectors() -> QuerySet[Mandate]:
    return acting().exclude(capacity="attorney")


def notify_owners(cases: set[int], until: datetime) -> None:
    """Whoever sees these files is told that something in them counts from then."""
    now = timezone.now()
    in_force = Ownership.in_feed.filter(case__in=cases).filter(
        Q(effective_to=None) | Q(effective_to__gt=dates.today()) | Q(end_holds_from__gt=now),
        Q(holds_from=None) | Q(holds_from__lte=now),
    )
    _notify(set(in_force.exclude(person__number=None).values_list("case_id", "person_id")), until)


def notify_newcomer(person: int, cases: set[int], until: datetime) -> None:
    """So is whoever comes into these files then."""
    _notify({(case, person) for case in cases}, until)


def notify_of_death(person: int, until: datetime | None) -> None:
    """As at the counter: whoever acts for the dead sees nothing from now on, and every owner of their files is told,
    with whoever acts for a company or a child among them. By the moment from which the death counts, if any, these
    notices are known when it is taken back.
    """
    others = {(case, owner) for case, owner in _owners_with(person) if owner != person}
    for who in sorted(_with_objectors(others)):
        tell(who, "death_recorded", using="feed", until=until)
    for agent in sorted(_agents_of(person)):
        tell(agent, "mandate_ended", using="feed", until=until)


def notify_of_death_taken_back(person: int) -> None:
    """Everyone to whom the death was told, and the owner who has not died."""
    for who in sorted(_with_objectors(_owners_with(person)) | _agents_of(person)):
        tell(who, "fed_death_reversed", using="feed")


def _owners_with(person: int) -> set[tuple[int, int]]:
    """By file and person who can be told among the owners of this person's open files: whoever is named by a number."""
    cases = Ownership.current().using("feed").filter(person=person, case__opened_on__isnull=False).values("case")
    owners = Ownership.current().using("feed").filter(case__in=cases)
    return set(owners.exclude(person__number=None).values_list("case_id", "person_id"))


def _agents_of(person: int) -> set[int]:
    return set(acting().filter(principal=person).values_list("agent_id", flat=True))


def _notify(owners: set[tuple[int, int]], until: datetime) -> None:
    for person in sorted(_with_objectors(owners)):
        for channel in CHANNELS:
            notify(person, channel, until)


def _with_objectors(owners: set[tuple[int, int]]) -> set[int]:
    """Owners by file and person, and whoever acts for them there."""
    persons = {person for _case, person in owners}
    given = _objectors().filter(principal__in=persons).values_list("case_id", "principal_id", "agent_id")
    return persons | {agent for case, who, agent in (given if owners else ()) if case is None or (case, who) in owners}
