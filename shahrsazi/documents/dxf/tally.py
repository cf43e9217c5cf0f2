"""Counts what is met while sheets are drawn; what several windows and sheets show is one thing even so."""

from collections import Counter


class Tally:
    """Shared by the painters of all sheets: of each entity of a layout the most that one look at it met counts."""

    def __init__(self) -> None:
        self._highest: dict[int, Counter[tuple[str, str]]] = {}
        self._entity, self._met = 0, Counter[tuple[str, str]]()
        self.here: set[str] = set()

    def begin_sheet(self) -> None:
        """`here` are the sorts of which its sheet has something."""
        self.here = set()

    def begin(self, entity) -> None:
        """What is counted from now on belongs to this entity, which lies on a layout itself."""
        self._keep()
        self._entity, self._met = id(entity), Counter()

    def count(self, sort: str, name: str = "") -> None:
        self._met[sort, name] += 1
        self.here.add(sort)

    def total(self, sort: str) -> Counter[str]:
        self._keep()
        together = Counter[str]()
        for met in self._highest.values():
            for (its_sort, name), number in met.items():
                together[name] += number if its_sort == sort else 0
        return +together

    def _keep(self) -> None:
        self._highest[self._entity] = self._highest.get(self._entity, Counter()) | self._met
