"""The lines of the sample city as its tests walk them: every row of a kind beside its line, and rows by their keys."""


def rows(city, key):
    return [(line, row) for line in city for row in line[key]]


def by_key(rows):
    return {row["source_key"]: row for row in rows}
