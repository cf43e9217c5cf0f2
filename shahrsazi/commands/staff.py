"""Add a member of staff and print their first password.

The first administrator of a city; the others are added on the administrator's pages.
"""

import sys

from shahrsazi.commands import refuse_foreign_database, setup_django
from shahrsazi.persian.language import in_language


def add_arguments(parser) -> None:
    parser.add_argument("number", metavar="NATIONAL_CODE", help="ten digits; of a member in that role: a new way in")
    parser.add_argument("first_name")
    parser.add_argument("last_name")
    parser.add_argument(
        "--role",
        choices=["clerk", "auditor", "administrator"],
        default="administrator",
        help="administrator, if it is not said",
    )
    parser.add_argument("--district", type=int, help="of a clerk's case-formation unit")


def run(options) -> None:
    setup_django()
    refuse_foreign_database()  # of another password key, in which what is printed here would be wrong

    from shahrsazi.city.districts import District
    from shahrsazi.staff.invitations import add
    from shahrsazi.staff.member import Member

    if (options.role == "clerk") != (options.district is not None):
        sys.exit("A clerk has a --district, and nobody else has one.")
    if options.district is not None and not District.objects.using("entrance").filter(number=options.district).exists():
        sys.exit(f"There is no district {options.district}.")
    before = Member.objects.using("entrance").filter(person__number=options.number).first()
    with in_language("en"):
        password = add(options.number, options.first_name, options.last_name, options.role, options.district)
    if before:
        print(f"They were {before.role} already and are {options.role} now; their old ways in have ended.")
    print(f"First password, good for one sign-in within 72 hours, to be handed over in person: {password}")
