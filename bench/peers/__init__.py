"""Pages as Django usually makes them: its templates, ORM objects, sessions and admin; the same rows of the same tables.

They write no ledger and ask for rights by a filter alone, so they do less than ours. In a process of their own, for
they have settings of their own; bench/__main__.py asks for a page of each in turn.
"""
