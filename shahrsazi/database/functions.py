"""Expressions that the database itself evaluates: the day in the city, and whose session this is."""

from django.db.models import BigIntegerField, DateField, Func


class Today(Func):
    """The date in the city: the one clock for shares, mandates, terms and permits."""

    template = "guard.today()"
    output_field = DateField()


class CurrentPerson(Func):
    """The person of the session that this transaction is bound to, looked up once a statement."""

    template = "(SELECT guard.uid())"
    output_field = BigIntegerField()
