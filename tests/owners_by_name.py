"""Owners whom a back office knows by name alone: how they are told, and what is stored of them."""

from feed_lines import owner
from history_model import asked

ALI = {"first_name": "علی", "last_name": "نامدار", "father_name": "حسین", "birth_cert_no": "1234"}


def by_name(key: str, **known) -> dict:
    """Somebody without a number, as one of a line's people."""
    return {"source_key": key} | ALI | known


def half(key: str, **known) -> dict:
    return owner(key, 1, 2, **known)


def people_of(made: dict) -> list[tuple]:
    """(number, family name, share) of everyone who owns the file by its rows, in the order of the rows."""
    return asked(
        "SELECT p.number, p.last_name, o.land_share || '/' || o.land_of FROM casefiles_ownership o"
        " JOIN people_person p ON p.id = o.person_id JOIN casefiles_casefile c ON c.id = o.case_id"
        " WHERE c.renewal_code = %s ORDER BY o.id",
        [made["casefile"]["renewal_code"]],
    )


def rows_of(last_name: str) -> list[tuple]:
    """(id, number, completed as) of everyone of this family name, which has to be one that no other test gives."""
    return asked("SELECT id, number, completed_as_id FROM people_person WHERE last_name = %s ORDER BY id", [last_name])
