"""Four senders who deal from the same map until so many requests were sent or the time is over."""

from itertools import count
from random import Random
from threading import Thread
from time import monotonic

from attack.cases import Dealer
from attack.crawl import Map
from attack.forms import forms_of
from attack.judge import Judge
from attack.visitors import Visitor
from attack.wire import Request, send

SENDERS, LOOK_AFTER = 4, 60  # after so many requests each sender looks whether its visitors are still signed in


def fuzz(judge: Judge, site: Map, visitors: list[Visitor], seed: str, requests: int, deadline: float) -> None:
    tickets = count()
    senders = [
        Thread(target=_send, args=(judge, Dealer(site, visitors, Random(f"{seed}/{n}")), tickets, requests, deadline))
        for n in range(SENDERS)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()


def _send(judge: Judge, dealer: Dealer, tickets, requests: int, deadline: float) -> None:
    for number in count():
        if next(tickets) >= requests or monotonic() > deadline:
            return
        if number % LOOK_AFTER == LOOK_AFTER - 1:
            _stay_signed_in(judge, dealer.visitors[number // LOOK_AFTER % len(dealer.visitors)])
        if number % 10 == 9:
            _open_anew(judge, dealer)
        request, visitor = dealer.deal()
        judge.send(request, visitor.kind)


def _stay_signed_in(judge: Judge, visitor: Visitor) -> None:
    """Their own requests sign them out now and then."""
    token = visitor.token
    request = Request("GET", visitor.home, cookies=visitor.cookies)
    if send(judge.port, request.raw(judge.port)).status == 302:
        visitor.begin(instead_of=token)


def _open_anew(judge: Judge, dealer: Dealer) -> None:
    """A form is opened once more: its captcha is spent, or a colleague saved meanwhile."""
    visitor = dealer.dice.choice(dealer.visitors)
    forms = dealer.map.forms.get(visitor.kind, [])
    if not forms:
        return
    index = dealer.dice.randrange(len(forms))
    request = Request("GET", forms[index].page, cookies=visitor.cookies)
    answer = send(judge.port, request.raw(judge.port))
    fresh = [form for form in forms_of(forms[index].page, answer.text) if form.action == forms[index].action]
    if answer.status == 200 and fresh:
        forms[index] = fresh[0]
