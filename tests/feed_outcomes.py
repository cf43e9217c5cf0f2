"""What became of a load: who sees the file, what is stored of it, and why lines were turned away."""

from history_model import asked
from personas import signed_in


def sees(number_: str, made: dict) -> bool:
    [(ref,)] = asked("SELECT ref FROM casefiles_casefile WHERE renewal_code = %s", [made["casefile"]["renewal_code"]])
    return signed_in(number_).get(f"/en/cases/{ref}/").status_code == 200


def stored(made: dict, columns: str) -> tuple:
    sql = f"SELECT {columns} FROM casefiles_casefile WHERE renewal_code = %s"
    return asked(sql, [made["casefile"]["renewal_code"]])[0]


def at(made: dict, day: str, **other) -> dict:
    return made | {"as_of": f"{day}T08:00:00+03:30"} | other


def reasons(report) -> str:
    return " | ".join(reason for _number, reason in report.bad)
