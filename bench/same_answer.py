"""`python -m bench.same_answer [ROUNDS]`: does the time of an answer tell who is registered?

At both entrances and where a password is asked for, somebody who is registered and somebody who is not, in turns, and
the area under the ROC curve of the two sets of times: 0.5 tells nothing, 1 tells each. Machines are noisy, so the clock
is that of the wall, as an attacker has it, with nothing between.
"""

import os
import statistics
import sys
import time
from bisect import bisect_left, bisect_right
from urllib.parse import urlsplit, urlunsplit

from bench.__main__ import OWNER, STATE, _close, _prepare
from shahrsazi.demo.postgres import Cluster

ROUNDS = 2000
CLERK, UNKNOWN = "1310002223", 910_000
DOORS = {
    "entrance": ("/entrance/", OWNER, {"password": "Nadorost1"}),
    "staff": ("/staff/", CLERK, {"password": "Nadorost1", "code": "123456"}),
    "password": ("/entrance/password/", OWNER, {"channel": "sms"}),
}


def main(rounds: int) -> None:
    os.environ["CAPTCHA_ANSWER"] = "12345"
    with Cluster(STATE / "postgres") as url:
        _prepare(urlunsplit(urlsplit(url)._replace(path="/shahrsazi")))
        _register()
        print(f"{'door':10} {'registered ms':>14} {'unknown ms':>11} {'AUC':>6}   of {rounds} each")
        for purpose in DOORS:
            _measure(purpose, rounds)
        _close()


def _register() -> None:
    from shahrsazi.credentials import passwords
    from shahrsazi.credentials.passwords import Credential
    from shahrsazi.demo.staff import add_sample
    from shahrsazi.people.models import Person

    add_sample()
    owner = Person.objects.using("owner").get(number=OWNER)
    text = passwords.hash_password("Derakht8Sabz")
    Credential.objects.using("owner").update_or_create(person=owner, defaults={"hash": text})


def _measure(purpose: str, rounds: int) -> None:
    from shahrsazi.persian.identifiers import sample_national_code

    registered, unknown = [], []
    for turn in range(rounds + 20):
        pair = [(registered, DOORS[purpose][1]), (unknown, sample_national_code(UNKNOWN + turn % 50))]
        for times, number in pair if turn % 2 else reversed(pair):
            times.append(_answer(purpose, number))
    registered, unknown = registered[20:], unknown[20:]
    middle = statistics.median
    print(
        f"{purpose:10} {middle(registered) * 1e3:14.3f} {middle(unknown) * 1e3:11.3f} {_auc(registered, unknown):6.3f}"
    )


def _answer(purpose: str, number: str) -> float:
    """Seconds of one answer, nobody's limit met."""
    from django.test import Client

    from shahrsazi.credentials import captcha
    from shahrsazi.credentials.rate_limits import Tally

    Tally.objects.using("owner").all().delete()
    address, _registered, fields = DOORS[purpose]
    client = Client()
    client.cookies["visit"] = "v"
    fields = fields | {"user": number, "captcha": captcha.issue(purpose, "v"), "number": "12345"}
    began = time.perf_counter()
    status = client.post(address, fields).status_code
    seconds = time.perf_counter() - began
    assert status in (200, 302), status
    return seconds


def _auc(first: list[float], second: list[float]) -> float:
    """The share of pairs in which the first took longer; half of those that took the same. From 0.5 up."""
    ranked = sorted(second)
    wins = sum((bisect_left(ranked, t) + bisect_right(ranked, t)) / 2 for t in first)
    share = wins / (len(first) * len(second))
    return max(share, 1 - share)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
