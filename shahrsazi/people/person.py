"""A person: the name that co-owners read, and apart from it the identity that only they themselves do."""

from django.db import models

from shahrsazi.database.guard import EVERYTHING, OF_MYSELF, READ


class Person(models.Model):
    """A natural, legal or foreign person, as the papers name them."""

    kind = models.CharField(max_length=10)
    number = models.CharField(max_length=15, unique=True)
    first_name = models.CharField(max_length=60, blank=True)
    last_name = models.CharField(max_length=120)
    father_name = models.CharField(max_length=60, blank=True)

    guard = {
        "web": {"SELECT": "id = ANY (ARRAY (SELECT guard.my_people()))"},
        "entrance": READ,
        "feed": EVERYTHING,
        "worker": READ,
    }
    # The number is how a person signs in: no page of files can read it, not even through an injected query.
    guard_columns = {"web": {"SELECT": ("id", "kind", "first_name", "last_name", "father_name")}}

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()


class Contact(models.Model):
    """How a person is reached, and since when they may sign in: all their papers were seen at the counter."""

    person = models.OneToOneField(Person, models.PROTECT, primary_key=True, related_name="contact")
    mobile = models.CharField(max_length=14, blank=True)
    email = models.CharField(max_length=254, blank=True)
    birth_date = models.DateField(null=True, blank=True)
    birth_cert_no = models.CharField(max_length=10, blank=True)
    residence_postal = models.CharField(max_length=10, blank=True)
    residence_address = models.CharField(max_length=300, blank=True)
    registered_on = models.DateField(null=True, blank=True)

    guard = {"web": {"SELECT": OF_MYSELF}, "entrance": READ, "feed": EVERYTHING, "worker": READ}
    guard_columns = {"entrance": {"SELECT": ("person_id", "registered_on", "mobile")}}
