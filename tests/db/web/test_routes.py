"""A session that is ended between two statements of a page: who asked for it signs in again, and reads no error."""

import pytest
from django.db import ProgrammingError, connections
from django.http import HttpResponse
from django.test import RequestFactory
from history_model import as_web, begun, people

from shahrsazi.web.routes import NotSignedInError, anyone, page

REFUSED = "INSERT INTO ledger_ledgerentry (actor, role, act) VALUES (0, 'citizen', 'read')"


def refused() -> None:
    with as_web(begun(people(1)[0])), connections["default"].cursor() as cursor:
        cursor.execute(REFUSED)


def visited(method: str, refusals: int, needs=anyone):
    """The answer to a page that the database refuses so many times, and how often its view was begun."""
    begins = []

    def view(request):
        begins.append(request.method)
        if len(begins) <= refusals:
            refused()
        return HttpResponse("there")

    try:
        return page(view, needs=needs)(RequestFactory().generic(method, "/")).status_code, len(begins)
    except ProgrammingError:
        return "refused", len(begins)


@pytest.mark.parametrize(
    ("method", "refusals", "answer"),
    [("GET", 1, (200, 2)), ("HEAD", 1, (200, 2)), ("GET", 2, ("refused", 2)), ("POST", 1, ("refused", 1))],
)
def test_a_page_that_is_refused_in_between_is_begun_once_more_and_a_form_is_not(city, method, refusals, answer):
    assert visited(method, refusals) == answer


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_whose_session_was_ended_meanwhile_signs_in_again(city, method):
    opened = []

    def needs(request, kwargs):
        opened.append(1)
        if len(opened) > 1:
            raise NotSignedInError(lambda request: HttpResponse(status=302))
        return anyone(request, kwargs)

    assert visited(method, 1, needs) == (302, 1)
