"""Another city runs from its profile and twenty property files alone: nothing of the first one is left on its pages."""

import json
import os
import subprocess
import sys
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from conftest import ROOT

from shahrsazi.city import profile

PROFILE = ROOT / "tests" / "data" / "city" / "roodan.toml"
NAME = "second_city_test"


@pytest.fixture(scope="module")
def seen(tmp_path_factory):
    """What its owner sees, from an empty database of its own."""
    server = urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")
    env = os.environ | {
        "DATABASE_URL": urlunsplit(urlsplit(server)._replace(path=f"/{NAME}")),
        "SHAHRSAZI_CITY": str(PROFILE),
        "SHAHRSAZI_STATE": str(tmp_path_factory.mktemp("second-city")),
        "PYTHONPATH": str(ROOT),
    }
    program = [sys.executable, str(ROOT / "tests" / "second_city.py")]
    made = subprocess.run(program, cwd=ROOT, env=env, capture_output=True, text=True)
    assert made.returncode == 0, made.stderr[-3000:]
    yield json.loads(made.stdout.splitlines()[-1])
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE IF EXISTS {NAME} WITH (FORCE)")


def test_its_twenty_files_are_taken_and_a_district_that_it_has_not_is_refused(seen):
    assert (seen["good"], seen["bad"]) == (20, [])
    sentence = "The renewal code begins with the number of the district, from 1 to 8."
    assert seen["foreign"] == [[1, f"{sentence} - at `$.casefile.renewal_code`"]]


def test_its_pages_name_it_and_its_eight_districts(seen):
    assert "شهرداری رودان‌شهر" in seen["home"] and "Municipality of Roodanshahr" in seen["guide"]
    assert "03430000008" in seen["guide"] and "منطقه ۸" in seen["home"] and "منطقه ۹" not in seen["home"]


def test_its_owner_sees_the_files_and_the_land_surveyed_in_its_own_zone(seen):
    assert "کوچه ۱" in seen["list"] and "رودان‌شهر" in seen["list"]
    assert "<svg" in seen["planning"] and "بالارود" not in seen["home"]


def test_nothing_of_the_first_city_is_left(seen):
    for page in ("home", "guide", "list", "planning"):
        assert "اصفهان" not in seen[page] and "Isfahan" not in seen[page], page


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda text: text.replace("utm_zone = 40", "utm_zone = 33"), "utm_zone"),
        (lambda text: text + "\ncolour = 1\n", "colour"),
        (lambda text: text.replace("[[district]]", "[district]", 1), "not right"),
        (lambda text: "name = ", "not right"),
    ],
)
def test_a_profile_that_is_not_right_is_refused_in_one_sentence(tmp_path, change, sentence):
    path = tmp_path / "city.toml"
    path.write_text(change(PROFILE.read_text("utf8")), "utf8")
    env = os.environ | {"SHAHRSAZI_CITY": str(path)}
    run = subprocess.run(
        [sys.executable, "-m", "shahrsazi", "check"], cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert run.returncode == 1 and sentence in run.stderr and "Traceback" not in run.stderr


def test_a_profile_that_is_not_there_is_told_by_its_path():
    with pytest.raises(profile.ProfileError, match="nowhere.toml"):
        profile.load("/nowhere.toml")
