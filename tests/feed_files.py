"""A file that is told in records: what its source calls it, its owner and their share."""

from feed_delivery import Exporter, with_values
from feed_lines import key, line, number, owner
from feed_outcomes import sees
from history_model import asked


class File:
    """A file of one owner, told in records: what each of them is called by its source."""

    def __init__(self, exporter: Exporter, **casefile):
        self.exporter, self.owner = exporter, number()
        self.made = line(owner(self.owner), casefile=casefile)
        self.key, self.person, self.share = key(), key(), key()
        share = self.made["owners"][0] | {"person": self.person}
        report = exporter.send(
            with_values("person", self.person, self.made["people"][0]),
            with_values("file", self.key, self.made["casefile"]),
            with_values("ownership", self.share, share, file=self.key),
        )
        assert report.bad == [] and sees(self.owner, self.made)
        self.ownership = share

    def send(self, *rows):
        return self.exporter.send(*rows)

    def rows(self, table: str, columns: str = "source_key, withdrawn") -> list[tuple]:
        sql = f"SELECT {columns} FROM casefiles_{table} r JOIN casefiles_casefile c ON c.id = r.case_id WHERE {{}}"
        code = self.made["casefile"]["renewal_code"]
        return asked(sql.format("c.renewal_code = %s ORDER BY r.source_key"), [code])
