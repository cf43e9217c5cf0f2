"""End every session, of citizens and of desks, or one person's: for an incident."""

import sys

from shahrsazi.commands import setup_django


def add_arguments(parser) -> None:
    parser.add_argument("--person", metavar="NATIONAL_CODE")


def run(options) -> None:
    setup_django()
    from django.db import transaction

    from shahrsazi.credentials.sessions import Session, end
    from shahrsazi.ledger.entry import record
    from shahrsazi.people.models import Person
    from shahrsazi.staff import session

    sessions = Session.objects.using("entrance").filter(ended_at__isnull=True)
    if options.person and not Person.objects.using("entrance").filter(number=options.person).exists():
        sys.exit("Nobody here has this national code.")
    if options.person:
        sessions = sessions.filter(person__number=options.person)
    with transaction.atomic(using="entrance"):
        count = sessions.count()
        end(sessions, "operator")
        ended = {"sessions": count, "desks": session.end_every(options.person, "operator")}
        record("sessions_ended", actor=None, role="operator", using="entrance", detail=ended)
    print(f"{ended['sessions']} sessions of citizens and {ended['desks']} of desks ended.")
