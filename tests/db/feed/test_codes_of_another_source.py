"""Lines and records go on under the codes that another source has given their files: exchanged, passed on, or freed."""

from datetime import UTC, datetime, timedelta

import pytest
from feed_delivery import Exporter, record, with_values
from feed_files import File
from feed_lines import key, line, number, owner, paper
from feed_outcomes import reasons, sees
from history_model import asked

OTHERWISE = "Another source has given this file another renewal code: send it under that one."


def having(registry: Exporter, table: str, name: str) -> list[str]:
    """What this source calls the files that have the row of this source key, as far as nobody took it back."""
    sql = (
        f"SELECT v.key FROM casefiles_{table} r JOIN feed_recordversion v ON v.case_id = r.case_id"
        " WHERE v.record = 'file' AND v.source_id = %s AND r.source_key = %s AND NOT r.withdrawn"
    )
    return [file for (file,) in asked(sql, [registry.source.id, name])]


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

    def having(self, table: str, name: str) -> list[int]:
        """Which of them have the row of this source key, as far as nobody took it back."""
        return [self.names.index(file) for file in having(self.keys, table, name)]

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


class Bill:
    """One bill of a source that tells nothing else, and names its file by the renewal code that it knows."""

    def __init__(self) -> None:
        self.exporter, self.name = Exporter(records=["bill"], owns_persons=False), key()

    def tell(self, version: int, code: dict) -> str:
        """Why it is turned away under this code; nothing where it is taken."""
        values = {"bill_kind": "levy", "amount": 5_000_000 + version, "bill_state": "issued"}
        return reasons(self.exporter.send(with_values("bill", self.name, values, version, code["renewal_code"])))

    def take_back(self, version: int, code: dict) -> str:
        return reasons(
            self.exporter.send(record("bill", self.name, version, file=code["renewal_code"], state="withdrawn"))
        )


def free() -> dict:
    return {"renewal_code": line()["casefile"]["renewal_code"]}


CHANGES = {
    "exchanged": lambda files: {0: files.code(1), 1: files.code(0)},
    "passed on": lambda files: {0: free(), 1: files.code(0)},
    "given up": lambda _files: {0: free()},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_record_under_a_code_that_its_file_has_no_more_goes_to_no_other_file(city, change):
    files, bill = Files(2), Bill()
    assert bill.tell(1, files.code(0)) == "" and files.having("bill", bill.name) == [0]
    files.recode(codes := change(files))
    assert bill.tell(2, files.code(0)) == OTHERWISE and files.having("bill", bill.name) == [0]
    assert bill.tell(2, codes[0]) == "" and files.having("bill", bill.name) == [0]


def test_a_record_under_the_code_that_its_file_has_again_is_as_any_other(city):
    files, bill = Files(1), Bill()
    assert bill.tell(1, files.code(0)) == ""
    files.recode({0: free()})
    assert files.keys.send(with_values("file", files.names[0], files.made[0]["casefile"], 3)).bad == []
    assert bill.tell(2, files.code(0)) == "" and files.having("bill", bill.name) == [0]


def test_a_record_that_was_withdrawn_may_be_told_of_the_file_that_has_the_code_now(city):
    """So that one is corrected too which went to the wrong file: of what is new nobody knows which one it means."""
    files, bill = Files(2), Bill()
    files.recode({0: files.code(1), 1: files.code(0)})
    assert bill.tell(1, files.code(0)) == "" and files.having("bill", bill.name) == [1]
    assert bill.tell(2, files.code(1)) == OTHERWISE and files.having("bill", bill.name) == [1]
    assert bill.take_back(3, files.code(1)) == "" and files.having("bill", bill.name) == []
    assert bill.tell(4, files.code(1)) == "" and files.having("bill", bill.name) == [0]


def test_so_may_one_of_a_file_that_was_told_by_mistake_and_gave_its_code_to_another(city):
    bill, file, other = Bill(), File(Exporter()), key()
    assert bill.tell(1, file.made["casefile"]) == "" and having(file.exporter, "bill", bill.name) == [file.key]
    mistaken = record("file", file.key, 2, state="withdrawn")
    assert file.send(mistaken, with_values("file", other, file.made["casefile"])).bad == []
    assert bill.tell(2, file.made["casefile"]) == "" and having(file.exporter, "bill", bill.name) == [other]


def test_a_source_that_calls_the_files_by_keys_of_its_own_knows_whose_code_it_is(city):
    files, name = Files(2), key()
    code = files.code(0)["renewal_code"]
    assert files.keys.send(with_values("paper", name, paper(), file=code)).bad == []
    files.recode({0: files.code(1), 1: files.code(0)})
    assert files.keys.send(with_values("paper", name, paper(), 2, file=code)).bad == []
    assert files.having("paper", name) == [1]
