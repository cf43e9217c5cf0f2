"""Lines go on under the codes that another source has given their files: exchanged, passed on, or of a new file."""

from datetime import UTC, datetime, timedelta

import pytest
from feed_delivery import Exporter, with_values
from feed_lines import key, line, number, owner
from feed_outcomes import reasons, sees
from history_model import asked

OTHERWISE = "Another source has given this file another renewal code: send it under that one."


class Files:
    """Files that one source tells by lines, and another one by its own keys."""

    def __init__(self, count: int):
        self.lines, self.keys = Exporter(), Exporter()
        self.made = [line(owner(number())) for _ in range(count)]
        self.names = [key() for _ in self.made]
        assert self.lines.send(*self.made).bad == []
        rows = [with_values("file", name, made["casefile"]) for name, made in zip(self.names, self.made, strict=True)]
        assert self.keys.send(*rows).bad == []

    def code(self, file: int) -> dict:
        return {"renewal_code": self.made[file]["casefile"]["renewal_code"]}

    def recode(self, codes: dict[int, dict]) -> None:
        rows = [
            with_values("file", self.names[file], self.made[file]["casefile"] | names, 2)
            for file, names in codes.items()
        ]
        assert self.keys.send(*rows).bad == []

    def told(self, file: int, minutes: int, names: dict | None = None, **lists) -> dict:
        """The line of a file as its source knows it by then."""
        made = self.made[file]
        hour = (datetime.now(UTC) + timedelta(minutes=minutes)).isoformat()
        return made | {"as_of": hour, "casefile": made["casefile"] | (names or {})} | lists

    def owners(self) -> list[list[str]]:
        """By file who owns it, whatever its code is now."""
        sql = (
            "SELECT p.number FROM casefiles_ownership o JOIN people_person p ON p.id = o.person_id"
            " JOIN casefiles_casefile c ON c.id = o.case_id JOIN feed_recordversion v ON v.case_id = c.id"
            " WHERE v.record = 'file' AND v.key = %s ORDER BY 1"
        )
        return [[who for (who,) in asked(sql, [name])] for name in self.names]

    def first_owners(self) -> list[list[str]]:
        return [[made["owners"][0]["person"]] for made in self.made]


def test_files_that_exchanged_their_codes_are_told_under_the_new_ones(city):
    files = Files(2)
    files.recode({0: files.code(1), 1: files.code(0)})
    new = [files.told(0, 1, files.code(1), owners=[]), files.told(1, 1, files.code(0))]
    assert [reasons(files.lines.send(row)) for row in new] == [OTHERWISE, ""], "what tells no row may be of either"
    assert files.lines.send(files.told(0, 2, files.code(1))).bad == []
    assert files.owners() == files.first_owners()
    assert all(sees(made["owners"][0]["person"], made) for made in (new[0], new[1]) if made["owners"])
    assert files.lines.send(files.told(0, 3, files.code(1)), files.told(1, 3, files.code(0))).bad == []


@pytest.mark.parametrize("numbers", [False, True], ids=["codes", "codes and numbers"])
def test_and_not_under_the_old_ones(city, numbers):
    """There they would be written over each other."""
    files = Files(2)
    names = ("renewal_code", "file_no") if numbers else ("renewal_code",)
    one, two = ({name: made["casefile"][name] for name in names} for made in files.made)
    files.recode({0: two, 1: one})
    for file in (0, 1):
        assert reasons(files.lines.send(files.told(file, 1))) == OTHERWISE
    assert files.owners() == files.first_owners()
    assert files.lines.send(files.told(0, 2, two), files.told(1, 2, one)).bad == []
    assert files.owners() == files.first_owners()


def test_so_are_files_in_a_chain(city):
    files, free = Files(3), {"renewal_code": line()["casefile"]["renewal_code"]}
    codes = {0: files.code(1), 1: files.code(2), 2: free}
    files.recode(codes)
    for file in (1, 2, 0):
        assert reasons(files.lines.send(files.told(file, 1))) == OTHERWISE
    assert files.lines.send(*(files.told(file, 2, codes[file]) for file in codes)).bad == []
    assert files.owners() == files.first_owners()


def test_and_a_new_file_under_a_code_that_was_freed(city):
    files, free = Files(1), {"renewal_code": line()["casefile"]["renewal_code"]}
    files.recode({0: free})
    new, name = line(owner(number())), key()
    new["casefile"] |= files.code(0)
    assert files.keys.send(with_values("file", name, new["casefile"])).bad == []
    assert reasons(files.lines.send(files.told(0, 1))) == OTHERWISE
    hour = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    assert files.lines.send(new | {"as_of": hour}).bad == [] and sees(new["owners"][0]["person"], new)
    assert files.lines.send(files.told(0, 2, free)).bad == [] and files.owners() == files.first_owners()
