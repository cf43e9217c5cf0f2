"""Tables of a file have no manager `objects`: every query names the database role that it reads as.

The database shows each role the rows that the model's `policies` let it see; a manager only chooses the role.
"""

from django.db import models


class RoleManager(models.Manager):
    """The rows that one database role is shown."""

    def __init__(self, alias: str):
        super().__init__()
        self.alias = alias

    def get_queryset(self):
        return super().get_queryset().using(self.alias)


class Scoped(models.Model):
    """A table of a file: `visible` to the session's citizen, `at_desk` to a clerk, `in_feed` to the back office."""

    visible = RoleManager("default")
    at_desk = RoleManager("staff")
    in_feed = RoleManager("feed")

    class Meta:
        abstract = True
