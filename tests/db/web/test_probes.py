"""Watchers get an answer whatever Host they name and however the database is; strangers learn nothing from it."""

import time

import pytest
from django.db import connections
from django.test import Client, override_settings

from shahrsazi.city.deployment import Deployment
from shahrsazi.web import probes, proxies


def get(path: str, **headers):
    return Client(raise_request_exception=False).get(path, headers={"host": "10.1.2.3:8000"} | headers)


@pytest.mark.parametrize(("path", "words"), [("/live", "live\n"), ("/ready", "ready\n")])
def test_both_answer_without_a_right_host_and_without_a_line_in_the_log(city, caplog, path, words):
    response = get(path)
    assert (response.status_code, response.content.decode()) == (200, words)
    assert caplog.records == [] and probes.ADDRESS_HEADER not in response


def test_a_wrong_host_anywhere_else_is_refused_in_one_short_line(city, caplog):
    response = get("/")
    assert response.status_code == 400
    assert (
        sum(
            len(record.getMessage()) + len(record.exc_text or "")
            for record in caplog.records
            if record.levelname != "ERROR"
        )
        < 200
    )


@pytest.mark.parametrize(
    ("spoil", "words"), [({"mode": "production"}, "of a production"), ({"migrations": []}, "lacks")]
)
def test_it_is_not_ready_for_a_database_that_is_not_its_own(city, spoil, words):
    row = Deployment.objects.using("owner").get()
    before = {name: getattr(row, name) for name in spoil}
    try:
        Deployment.objects.using("owner").update(**spoil)
        response = get("/ready")
        assert response.status_code == 503 and words in response.content.decode()
        assert get("/live").status_code == 200
    finally:
        Deployment.objects.using("owner").update(**before)


def test_nor_with_another_key_over_the_passwords_which_would_all_be_wrong(city):
    with override_settings(PASSWORD_KEY="somebody else's"):
        response = get("/ready")
    assert response.status_code == 503 and "SHAHRSAZI_PASSWORD_KEY" in response.content.decode()


def test_a_database_of_a_version_without_a_column_is_told_by_its_migrations(city):
    with connections["owner"].cursor() as cursor:
        before = Deployment.objects.using("owner").get().migrations
        Deployment.objects.using("owner").update(migrations=before[:-1])
        cursor.execute("ALTER TABLE city_deployment RENAME password_key TO of_a_later_version")
        try:
            assert "The database lacks 1 migrations" in get("/ready").content.decode()
        finally:
            cursor.execute("ALTER TABLE city_deployment RENAME of_a_later_version TO password_key")
            Deployment.objects.using("owner").update(migrations=before)


def test_nor_for_one_that_was_never_set_up(city):
    with connections["owner"].cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE kept AS SELECT * FROM city_deployment")
        cursor.execute("DELETE FROM city_deployment")
        try:
            assert "run shahrsazi setup" in get("/ready").content.decode()
        finally:
            cursor.execute("INSERT INTO city_deployment SELECT * FROM kept")


def test_whom_it_counts_is_told_to_who_has_the_servers_key_alone(city):
    proof = probes.proof(time.time())
    with override_settings(PROXIES=proxies.parse("127.0.0.1")):
        told = get("/live", **{probes.PROOF_HEADER: proof, "x-forwarded-for": "192.0.2.1, 198.51.100.7"})
    assert told[probes.ADDRESS_HEADER] == "198.51.100.7 1"
    for wrong in ("", "0" * 64, proof[:-1], probes.proof(time.time() - 1000), "پاسخ", "\xff"):
        assert probes.ADDRESS_HEADER not in get("/live", **{probes.PROOF_HEADER: wrong})
