"""The only access to a file: it opens for whoever may see it, and for anyone else it is not there."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.http import Http404

from shahrsazi.accounts.access import CitizenRequest, authenticate
from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.casefiles.roles import by_file
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
        rows, [mark] = authenticate(request, FULL, _CASE.bind(ref=ref), (_MARK, [ref]))
        request.mark, request.sees_money = mark.mark, mark.sees_money
        if not rows or not rows[0].served:
            raise Http404
        yield tuple(_CASE.decode(rows))


@contextmanager
def lists_files(request: CitizenRequest, kwargs) -> Iterator[tuple]:
    """The files that a citizen may see, whether they open or not, and as whom they see each (file → roles)."""
    with transaction.atomic():
        files, roles, pending = authenticate(request, FULL, _FILES.bind(), _ROLES, _PENDING)
        request.pending_changes = pending[0].changes if pending else 0
        request.opens_at = pending[0].opens_at if pending else None
        yield (_FILES.decode(files), by_file(roles))


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


_CASE, _FILES = Query(_case_by_ref), Query(_my_files)
_ROLES = ("SELECT * FROM guard.my_roles()", [])
_MARK = "SELECT guard.my_mark() AS mark, guard.sees_money_of(%s) AS sees_money"
_PENDING = ("SELECT guard.my_pending_changes() AS changes, guard.my_next_opening() AS opens_at", [])
