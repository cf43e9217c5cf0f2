"""Pages of the tests' own for each role: what stands behind a desk is tested where it is written."""

import pytest


@pytest.fixture(autouse=True)
def pages_of_work():
    """Under /t/role/ one page for each need; and first pages of the roles, where there are none yet."""
    from desks import page_at, with_pages
    from django.test import override_settings

    from shahrsazi.staff import access

    first = {"desk": access.clerk, "audit": access.auditor, "administration": access.administrator, "requests": access.second_person}  # fmt: skip
    named = [page_at(f"t/{name}/", _at_work, needs, name) for name, needs in first.items() if _is_missing(name)]
    own = [page_at(f"t/role/{needs.__name__}/", _at_work, needs) for needs in (*first.values(), access.any_staff)]
    with override_settings(ROOT_URLCONF=with_pages(*named, *own)):
        yield


def _at_work(request):
    """Says who is at the desk and what they sent."""
    from django.http import HttpResponse

    sent = {key: request.POST.getlist(key) for key in sorted(request.POST) if key != "csrfmiddlewaretoken"}
    return HttpResponse(f"<h1>At work</h1><p>{request.desk.role} {request.desk.number} {sent}</p>")


def _is_missing(name: str) -> bool:
    from django.urls import NoReverseMatch, reverse

    try:
        reverse(name)
    except NoReverseMatch:
        return True
    return False
