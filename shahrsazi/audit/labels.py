"""Labels for the ledger: what was done, in which role, in which part of a file."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shahrsazi.casefiles.registry import BY_KEY
from shahrsazi.city import code_lists
from shahrsazi.persian import formatting

ACT_LABELS = {
    "read": gettext_lazy("Read"),
    "added": gettext_lazy("Added rows"),
    "corrected": gettext_lazy("Corrected rows"),
    "signed_in": gettext_lazy("Signed in"),
    "sign_in_failed": gettext_lazy("Failed to sign in"),
    "signed_out": gettext_lazy("Signed out"),
    "password_asked": gettext_lazy("Asked for a password"),
    "denied": gettext_lazy("Was answered that there is no such page"),
    "limited": gettext_lazy("Met a limit"),
    "printed": gettext_lazy("Printed a receipt"),
    "password_changed": gettext_lazy("Changed their password"),
    "enrolled": gettext_lazy("Took one-time codes into use"),
    "sessions_ended": gettext_lazy("Ended all sessions"),
    "paper_erased": gettext_lazy("Erased a paper"),
    "searched": gettext_lazy("Searched for files"),
    "looked_up": gettext_lazy("Looked up a person"),
    "sealed": gettext_lazy("Printed a sealed password"),
    "sealed_requested": gettext_lazy("Asked to print a sealed password once more"),
    "sealed_agreed": gettext_lazy("Agreed to a sealed password once more as the second clerk"),
    "sealed_refused": gettext_lazy("Left it at the sealed password that was printed"),
    "opened_elsewhere": gettext_lazy("Opened a file of another district"),
    "sought_elsewhere": gettext_lazy("Looked in vain for a file of another district"),
    "death": gettext_lazy("Recorded a death"),
    "mobile_shared": gettext_lazy("Registered a mobile number that others have too"),
    "blocked": gettext_lazy("Blocked an account"),
    "calendar_made": gettext_lazy("Made a secret address for a calendar"),
    "calendar_withdrawn": gettext_lazy("Withdrew the secret address of a calendar"),
    "unblock_requested": gettext_lazy("Asked to open a blocked account"),
    "unblock_refused": gettext_lazy("Left a blocked account blocked that somebody asked to open"),
    "unblocked": gettext_lazy("Opened a blocked account as the second clerk"),
    "objected": gettext_lazy("Objected to a change"),
    "reversal_requested": gettext_lazy("Asked to take a registration back"),
    "reversal_refused": gettext_lazy("Refused to take a registration back"),
    "reversed": gettext_lazy("Took a registration back as the second person"),
    "objection_upheld": gettext_lazy("Upheld an objection"),
    "objection_dismissed": gettext_lazy("Did not uphold an objection"),
    "submitted": gettext_lazy("Sent to a second clerk"),
    "letter_printed": gettext_lazy("Printed a letter to an owner"),
    "letter_posted": gettext_lazy("Posted a letter to an owner"),
    "handed_over": gettext_lazy("Handed a registration over to a colleague"),
    "handed_back": gettext_lazy("Handed back to the first clerk"),
    "confirmed": gettext_lazy("Confirmed as the second clerk"),
    "registered": gettext_lazy("Registered owners and filed"),
    "record_ended": gettext_lazy("Told that something ended"),
    "record_withdrawn": gettext_lazy("Took back what was told by mistake"),
    "recoded": gettext_lazy("Gave a file another renewal code"),
    "contact_coming": gettext_lazy("Told another telephone or e-mail, which counts later"),
    "death_reversed": gettext_lazy("Took a recorded death back"),
    "source_changed": gettext_lazy("Changed what a source of the feed may say"),
    "key_added": gettext_lazy("Added a key of a source of the feed"),
    "key_revoked": gettext_lazy("Revoked a key of a source of the feed"),
    "mandate_ended": gettext_lazy("Ended a leave to act"),
    "owner_completed": gettext_lazy("Put the national code on record of an owner known by name"),
    "name_corrected": gettext_lazy("Corrected a name or date of birth"),
    "staff_added": gettext_lazy("Added a member of staff"),
    "staff_misnamed": gettext_lazy("Typed a national code with a name that is not on record"),
    "staff_changed": gettext_lazy("Changed a role or a district"),
    "staff_disabled": gettext_lazy("Closed a desk"),
    "staff_enabled": gettext_lazy("Opened a desk again"),
    "first_password": gettext_lazy("Made a first password for staff"),
    "requested": gettext_lazy("Asked for a change that takes two"),
    "agreed": gettext_lazy("Agreed as the second person"),
    "refused": gettext_lazy("Refused as the second person"),
    "difference_requested": gettext_lazy("Asked that the back office's word counts before the counter's"),
    "difference_agreed": gettext_lazy("Agreed that the back office's word counts before the counter's"),
    "withdrawn": gettext_lazy("Withdrew what they had asked for"),
    "difference_refused": gettext_lazy("It was refused that the back office's word counts, not the counter's"),
    "difference_withdrawn": gettext_lazy("Withdrew the wish that the back office's word counts"),
    "district_added": gettext_lazy("Added a district"),
    "district_changed": gettext_lazy("Changed a district"),
    "holiday_added": gettext_lazy("Added a holiday"),
    "holiday_removed": gettext_lazy("Removed a holiday"),
    "holiday_confirmed": gettext_lazy("Confirmed a provisional holiday"),
    "holidays_confirmed": gettext_lazy("Confirmed the holidays of a year"),
    "holiday_moved": gettext_lazy("Moved a holiday to another day"),
    "code_added": gettext_lazy("Added an entry to a code list"),
    "code_renamed": gettext_lazy("Renamed an entry of a code list"),
    "code_retired": gettext_lazy("Retired an entry of a code list"),
    "code_brought_back": gettext_lazy("Brought back an entry of a code list"),
    "audited": gettext_lazy("Searched the ledger"),
}
ROLE_LABELS = {
    "citizen": gettext_lazy("Citizen"),
    "feed": gettext_lazy("The back office's feed"),
    "worker": gettext_lazy("The sender of messages"),
    "operator": gettext_lazy("Whoever runs the system"),
    "stranger": gettext_lazy("Someone who is not signed in"),
    "staff": gettext_lazy("Someone at the staff's entrance"),
}
PART_LABELS = {
    "case": gettext_lazy("The file's own page"),
    "casefile": gettext_lazy("The file itself"),
    "list": gettext_lazy("The list of files"),
    "letter": gettext_lazy("A letter with the file's data"),
    "calendar": gettext_lazy("Terms of the file, for a calendar"),
    "subscription": gettext_lazy("The calendar at a secret address"),
    "money": gettext_lazy("Debts and payments of the file"),
    "all_money": gettext_lazy("Debts and payments of all files"),
    "paper": gettext_lazy("A scan"),
    "scan": gettext_lazy("A scan of a registration"),
    "picture": gettext_lazy("A page of a scan"),
    "thumbnail": gettext_lazy("The small pictures of a scan"),
    "file": gettext_lazy("A scan, taken along as a file"),
    "original": gettext_lazy("A signed file as it came, taken along"),
    "receipt": gettext_lazy("A receipt"),
    "counter": gettext_lazy("The counter"),
    "registration": gettext_lazy("A registration at the counter"),
    "filing": gettext_lazy("The filing of a registration"),
}


def act(name: str) -> str:
    """The label of an act; one without a label yet is shown by its name rather than lost."""
    return str(ACT_LABELS.get(name, name))


def role(name: str) -> str:
    return (
        str(ROLE_LABELS[name]) if name in ROLE_LABELS else code_lists.label("staff_role", name, formatting.language())
    )


def part(name: str) -> str:
    if name in BY_KEY:
        return str(BY_KEY[name].title)
    return str(PART_LABELS.get(name, name))


def someone(name: str | None) -> str:
    return name or _("No one known")
