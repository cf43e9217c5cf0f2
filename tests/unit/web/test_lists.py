"""A list that a page cuts says that there is more."""

import pytest

from shahrsazi.web.lists import cut


@pytest.mark.parametrize(("rows", "shown", "more"), [(0, 0, False), (2, 2, False), (3, 3, False), (4, 3, True)])
def test_a_list_knows_whether_it_was_cut(rows, shown, more):
    found = cut(list(range(rows)), 3)
    assert (found, found.more) == (list(range(shown)), more)
