"""The day in the city, as the database knows it: the one clock for shares, mandates, terms and permits."""

from django.db.models import DateField, Func


class Today(Func):
    """guard.today(): the date in Tehran."""

    template = "guard.today()"
    output_field = DateField()
