"""A letter by which an owner objects, explains or says that a verdict was carried out: to print, complete and sign.

Always in Persian, as the office reads it; its words are data (city/acts.toml). It holds what stands on the owner's own
pages, and lines to write by hand.
"""

from hashlib import sha256
from pathlib import Path
from typing import Any

from shahrsazi.casefiles.roles import Role
from shahrsazi.casefiles.terms.term import MET, PAST, STAYED, SUPERSEDED, WAITING, act_name
from shahrsazi.city import acts
from shahrsazi.city.acts import Act
from shahrsazi.documents.typeset import printable, typeset
from shahrsazi.persian import formatting
from shahrsazi.persian.language import in_language
from shahrsazi.web.templates import plate_in_words

_TEMPLATE = Path(__file__).with_name("letter.typ")
_OFFICES = {"secretariat": "دبیرخانه کمیسیون ماده ۱۰۰ شهرداری منطقه {n}", "completion": "شهرداری منطقه {n}"}
_FOOT = "این نامه را سامانه از اطلاعات پرونده آماده کرده است؛ پیش از امضا بخوانید و اصلاح کنید."
_MAX, _MAX_BODY = 300, 1500
_OWNER = "مالک"


def key_of(term: Any) -> str:
    """What names the letter in an address: it stays while the fact does, and tells no number of a row."""
    named = f"{term.section}/{term.source_key}/{term.clock}/{term.side}/{term.part}"
    return sha256(named.encode()).hexdigest()[:16]


def act_of(term: Any, now: str) -> Act | None:
    """The act that this term waits for, if it is done by a letter and still to be done."""
    name = act_name(term)
    to_write = term.asks and term.clock != "session" and now not in (MET, SUPERSEDED, STAYED, WAITING, PAST)
    act = acts.act(name) if name and to_write else None
    return act if act and act.letter else None


def prepared(term: Any, act: Act, case: Any, roles: list[Role], name: str) -> bytes:
    """The letter about this term as a PDF of one A4 page; `name` is who signs."""
    with in_language("fa"):
        data = _data(term, act, case, roles, name)
    return typeset(_TEMPLATE, data)


def _who(roles: list[Role]) -> str:
    """As whom they sign: as owner, in the name of every owner for whom they act, or both."""
    owners = [_OWNER] if any(not role.name for role in roles) else []
    return " و ".join(owners + [role.title for role in roles if role.name]) or _OWNER


def _data(term: Any, act: Act, case: Any, roles: list[Role], name: str) -> dict[str, Any]:
    letter, who = act.letter, _who(roles)
    assert letter is not None
    no = formatting.digits(term.about)
    # Of a verdict that an appeal confirmed the term begins with the appeal's service, and the letter names its own.
    own_day = term.visible_from or term.starts_on
    on = letter.on.format(day=formatting.day(own_day)) if own_day else ""
    texts = {
        "to": _OFFICES[act.where].format(n=formatting.digits(case.district_id)),
        "subject": letter.subject.format(no=no),
        "body": letter.body.format(no=no, on=on, who=who),
        "reasons": letter.reasons,
        "address": formatting.digits(case.address),
        "name": name,
        "acts": "" if who == _OWNER else who,
        "foot": _FOOT,
    }
    facts = [("کد نوسازی", case.renewal_code), ("شماره پرونده", case.file_no), ("پلاک ثبتی", plate_in_words(case))]
    longest = {"body": _MAX_BODY, "acts": _MAX_BODY}
    return {key: printable(text, longest.get(key, _MAX)) for key, text in texts.items()} | {
        "facts": [(label, printable(formatting.digits(text), _MAX)) for label, text in facts],
        "papers": [printable(paper.persian, _MAX) for paper in act.papers[1:]],
        "lines": 8,
    }
