"""Who acts for an owner of the file already: by a registration they get another telephone, e-mail or residence."""

from shahrsazi.counter.registration import checklist, form_fields
from shahrsazi.counter.registration.participants import record
from shahrsazi.counter.registration.participants.base import Participant
from shahrsazi.people.models import Person
from shahrsazi.web.fields import TypedField


class Acting(Participant):
    """Registered before, by a mandate; `key` names the person. Whoever owns the file too is reached as an owner."""

    part = "acting"

    def __init__(self, registration, person: Person):
        super().__init__(registration, f"p{person.ref.hex}")
        self.person_id, self.texts, self._kind = person.id, record.texts_of(person), person.kind

    @property
    def kind(self) -> str:
        return self._kind

    @property
    def looks_up(self) -> bool:
        return False

    @property
    def to_register(self) -> bool:
        return self.contact_changes

    def fields(self) -> list[TypedField]:
        return list(form_fields.identity_of(self.kind))

    def needs(self) -> list[checklist.Need]:
        return checklist.identity(self.kind, self.birth_date, self.registration.today)

    @classmethod
    def of(cls, registration) -> list["Acting"]:
        """Each once, of those who sign in; whose mandate is registered anew here is typed there."""
        typed = {agent.number for agent in registration.agents}
        people = {m.agent_id: m.agent for m in registration.mandates if m.agent_id not in registration.current}
        contacts = ((person, getattr(person, "contact", None)) for person in people.values())
        return [
            cls(registration, person)
            for person, contact in contacts
            if contact and contact.registered_on and not contact.died_on and person.number not in typed
        ]
