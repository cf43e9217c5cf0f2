"""A clerk, and pages of the tests' own for each role: what stands behind a desk is tested where it is written."""

import pytest


@pytest.fixture
def elham():
    from staff_client import ready

    return ready()


@pytest.fixture(autouse=True)
def pages_of_work():
    """Under /t/role/ one page for each need."""
    from django.test import override_settings
    from staff_client import page_at, with_pages

    from shahrsazi.staff import access

    needs = (access.clerk, access.auditor, access.administrator, access.second_person, access.any_staff)
    own = [page_at(f"t/role/{need.__name__}/", _at_work, need) for need in needs]
    with override_settings(ROOT_URLCONF=with_pages(*own)):
        yield


def _at_work(request):
    """Says who is at the desk and what they sent."""
    from django.http import HttpResponse

    sent = {key: request.POST.getlist(key) for key in sorted(request.POST) if key != "csrfmiddlewaretoken"}
    return HttpResponse(f"<h1>At work</h1><p>{request.desk.role} {request.desk.number} {sent}</p>")
