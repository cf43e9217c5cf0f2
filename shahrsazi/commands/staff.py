"""Add a member of staff and print their first password.

The first administrator of a city; the others are added on the administrator's pages.
"""

import sys

from shahrsazi.commands import setup_django


def add_arguments(parser) -> None:
    parser.add_argument("number", metavar="NATIONAL_CODE")
    parser.add_argument("first_name")
    parser.add_argument("last_name")
    parser.add_argument("--role", choices=["clerk", "auditor", "administrator"], default="administrator")
    parser.add_argument("--district", type=int)


def run(options) -> None:
    setup_django()
    from shahrsazi.city.districts import District
    from shahrsazi.staff.invitations import add

    if (options.role == "clerk") != (options.district is not None):
        sys.exit("A clerk has a --district, and nobody else has one.")
    if options.district is not None and not District.objects.using("entrance").filter(number=options.district).exists():
        sys.exit(f"There is no district {options.district}.")
    password = add(options.number, options.first_name, options.last_name, options.role, options.district)
    print(f"First password, good for 72 hours, to be handed over in person: {password}")
