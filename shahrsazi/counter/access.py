"""What the pages of a registration need: a draft of the clerk's own district, and its file open at the desk."""

from django.http import Http404

from shahrsazi.counter.draft import Draft
from shahrsazi.counter.registration import Registration
from shahrsazi.staff.access import clerk, open_file


def opens_draft(request, view, kwargs):
    """A clerk before a registration of their district; not one on a file that they are a party to."""
    ref = kwargs.pop("ref")

    def with_the_draft(request, **rest):
        row = Draft.objects.using("staff").select_related("district").filter(ref=ref).first()
        if row is None:
            raise Http404
        case = open_file(_ref_of(row), "registration") if row.case_id else None
        return view(request, Registration(request.desk, row, case), **rest)

    return clerk(request, with_the_draft, kwargs)


def _ref_of(row: Draft) -> str:
    return row.case.ref
