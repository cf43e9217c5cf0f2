"""To whom somebody tells of a weakness: RFC 9116."""

from datetime import datetime

from django.test import override_settings

PATH = "/.well-known/security.txt"


def test_it_names_the_contact_and_a_day_to_come(city, client):
    with override_settings(SECURITY_CONTACT="mailto:amniat@example.com"):
        response = client.get(PATH)
    lines = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert lines["Contact"] == "mailto:amniat@example.com" and lines["Canonical"] == f"http://testserver{PATH}"
    assert datetime.fromisoformat(lines["Expires"]) > datetime.now().astimezone()


def test_without_a_contact_there_is_none(city, client):
    with override_settings(SECURITY_CONTACT=""):
        assert client.get(PATH).status_code == 404
