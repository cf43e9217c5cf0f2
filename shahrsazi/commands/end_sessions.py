"""End every session, or one person's: for an incident."""

import sys

from shahrsazi.commands import setup_django


def add_arguments(parser) -> None:
    parser.add_argument("--person", metavar="NATIONAL_CODE")


def run(options) -> None:
    setup_django()
    from shahrsazi.credentials.sessions import Session, end
    from shahrsazi.ledger.entry import record
    from shahrsazi.people.models import Person

    sessions = Session.objects.using("entrance").filter(ended_at__isnull=True)
    if options.person and not Person.objects.using("entrance").filter(number=options.person).exists():
        sys.exit("Nobody here has this national code.")
    if options.person:
        sessions = sessions.filter(person__number=options.person)
    count = sessions.count()
    end(sessions, "operator")
    record("sessions_ended", actor=None, role="operator", using="entrance", detail={"sessions": count})
    print(f"{count} sessions ended.")
