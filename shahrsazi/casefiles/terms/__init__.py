"""The book of terms: every clock of a file, what starts it, until when it runs, and what it asks of whom.

A section states its terms from its facts (`Section.terms`); they are stored as rows, written anew whenever one of these
facts is (`rewriting`), so that a list of three hundred files, a file's page, a section and a calendar say one thing. A
row has no state: that comes from the clock, each time it is looked at (`term.state`). Nobody else counts days.
"""
