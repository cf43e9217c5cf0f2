"""The only access to a file: it opens for whoever may see it, and for anyone else it is not there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import Http404

from shahrsazi.accounts.access import CitizenRequest, authenticate
from shahrsazi.casefiles.casefile import CaseFile, Mandate
from shahrsazi.casefiles.roles import by_file, may_object, of_one_file, sees_money
from shahrsazi.casefiles.terms.mandates import lapsed
from shahrsazi.city.acts import OFFICES
from shahrsazi.city.districts import columns_of
from shahrsazi.credentials.sessions import FULL
from shahrsazi.database.functions import CurrentPerson
from shahrsazi.database.prepared import Arg, Query


@contextmanager
def reads_case(request: CitizenRequest, kwargs) -> Iterator[tuple]:
    """The file, for a citizen who may see it.

    The same 404 answers "not yours", "not served" and "no such file".
    """
    ref = kwargs.pop("ref")
    with transaction.atomic():
        rows, [mark], roles = authenticate(request, FULL, _CASE.bind(ref=ref), _MARK, (_ROLES_IN, [ref]))
        own = of_one_file(roles)
        request.mark, request.roles = mark.mark, own
        request.sees_money, request.may_object = sees_money(own), may_object(own)
        request.is_agent = all(role.name for role in own)
        if not rows or not rows[0].served:
            raise Http404
        yield tuple(_CASE.decode(rows))


@contextmanager
def lists_files(request: CitizenRequest, kwargs) -> Iterator[tuple]:
    """The files that a citizen may see, whether they open or not, and as whom they see each (file → roles)."""
    with transaction.atomic():
        files, roles, pending, over = authenticate(request, FULL, _FILES.bind(), _ROLES, _PENDING, _LAPSED.bind())
        request.lapsed_mandates = lapsed(over)
        request.pending_changes = pending[0].changes if pending else 0
        request.opens_at = pending[0].opens_at if pending else None
        request.share_ended = pending[0].share_ended if pending else None
        yield (_FILES.decode(files), by_file(roles))


def _lapsed_mandates():
    """The visitor's own mandates that are over: whose they were is not theirs to read any more."""
    return (
        Mandate.that_were()
        .filter(Mandate.is_over(), agent=CurrentPerson())
        .order_by("-poa_date")
        .values("capacity", "poa_no", "poa_date", "expires_on", "ended_on", "end_holds_from")
        .distinct()
    )


def _case_by_ref():
    return (
        CaseFile.visible_to(CurrentPerson())
        .filter(ref=Arg("ref", CaseFile._meta.get_field("ref")))
        .values(
            *(f.attname for f in CaseFile._meta.concrete_fields),
            *(f"district__{column}" for office in OFFICES for column in columns_of(office)),
            "served",
            "district__counter_address",
        )
    )


def _my_files():
    columns = (
        "id",
        "ref",
        "renewal_code",
        "property_type",
        "unit_kind",
        "place",
        "address",
        "district_id",
        "file_no",
        "plate_main",
        "plate_sub",
        "registry_section",
        "registry_office",
        "postal_code",
        "as_of",
    )
    return (
        CaseFile.visible_to(CurrentPerson())
        .order_by("district_id", "place_order", "renewal_code")
        .values(*columns, "served", "district__counter_address")
    )


_CASE, _FILES, _LAPSED = Query(_case_by_ref), Query(_my_files), Query(_lapsed_mandates)
_ROLES = ("SELECT * FROM guard.my_roles()", [])
_ROLES_IN = "SELECT * FROM guard.my_roles() r WHERE r.file = (SELECT id FROM casefiles_casefile WHERE ref = %s)"
_MARK = ("SELECT guard.my_mark() AS mark", [])
_PENDING = (
    "SELECT guard.my_pending_changes() AS changes, guard.my_next_opening() AS opens_at,"
    " guard.my_last_share_ended() AS share_ended",
    [],
)
