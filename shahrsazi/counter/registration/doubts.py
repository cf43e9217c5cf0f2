"""What is unusual in a registration, told to the clerks, who go on if it is right; and whether heirs' shares add up."""

from collections.abc import Iterator
from fractions import Fraction

from django.utils.translation import gettext as _

from shahrsazi.casefiles.casefile import CaseFile
from shahrsazi.counter import fields
from shahrsazi.counter.registration import draft, form_fields
from shahrsazi.counter.registration.draft import Draft, DraftPart
from shahrsazi.persian import formatting, identifiers

_PLATE = ("plate_main", "plate_sub", "registry_section")
_OF_ONE_PROPERTY = [field for field in form_fields.WHOLE_FILE if field.name in ("renewal_code", *_PLATE)]


def of(registration) -> list[str]:
    """Sentences about the code, the shares, the days, and files of the same plate."""
    code = registration.file.values.get("renewal_code")
    sentences = list(identifiers.renewal_code_warnings(code)) if code else []
    sentences += _owners_too_early(registration)
    sentences += _sold_and_bought(registration)
    sentences += _left_out(registration)
    if 0 < registration.total("land") < 1:
        sentences.append(_("The shares registered add up to less than six dang."))
    if not registration.case and code:
        sentences += _twins(registration)
    return [str(sentence) for sentence in sentences]


def _owners_too_early(registration) -> Iterator[str]:
    ends = [end for leaver in registration.leavers if leaver.ends_share and (end := leaver.value("effective_to"))]
    for owner in registration.owners:
        since = owner.value("effective_from")
        if not owner.shares and since and any(since < end for end in ends):
            yield _("%s would own before the share of the one before them ends.") % owner.name


def _left_out(registration) -> Iterator[str]:
    for owner in registration.owners:
        if owner.by_name_alone:
            yield _("The national code of %s is not on record: nothing is registered of this owner.") % owner.name
        elif owner.comes_later:
            yield _("Nobody signs in for %s so far, and nothing here is about this owner.") % owner.name


def _sold_and_bought(registration) -> Iterator[str]:
    sellers = [leaver for leaver in registration.leavers if leaver.ends_share]
    sold = sum((leaver.sold("land") for leaver in sellers), Fraction(0))
    bought = sum((o.share("land") or Fraction(0) for o in registration.owners if not o.shares), Fraction(0))
    if sellers and sold != bought:
        yield _("What passes on and what the new owners get are not the same share of the land.")


def _twins(registration) -> list[str]:
    """Files of the same plate: often the flats of one house, sometimes the same property under another code."""
    plate = {n: registration.file.values.get(n) for n in _PLATE}
    rows = CaseFile.at_desk.filter(district=registration.draft.district_id, **plate)
    same = list(rows.values_list("renewal_code", flat=True)[:5]) if plate["plate_main"] else []
    sentence = _("The same registration plate stands in these files: %s. Is it the same property?")
    return [sentence % formatting.digits("، ".join(same))] if same else []


def same_file(registration) -> list[Draft]:
    """Other registrations that are being written, or wait, of a new file with the same code or plate."""
    typed = registration.file.values
    if registration.case or not typed.get("renewal_code"):
        return []
    rows = DraftPart.objects.using("staff").filter(
        name="file", draft__state__in=(draft.DRAFT, draft.SUBMITTED), draft__case=None
    )
    newest = rows.exclude(draft=registration.draft).select_related("draft").order_by("draft", "-version")
    return [part.draft for part in newest.distinct("draft") if _is_same(typed, part.values)][:5]


def _is_same(typed: dict, texts: dict) -> bool:
    other = fields.clean_fields(_OF_ONE_PROPERTY, texts).values
    same_plate = typed.get("plate_main") and all(typed.get(name) == other[name] for name in _PLATE)
    return bool(typed["renewal_code"] == other["renewal_code"] or same_plate)


def heirs_errors(registration) -> Iterator[str]:
    """Heirs take what the deceased had, no more and no less: what is sold besides is an act of its own."""
    ending = [leaver for leaver in registration.leavers if leaver.ends_share]
    inherited_from = [leaver for leaver in ending if leaver.value("reason") == "inheritance"]
    if inherited_from != ending and inherited_from:
        yield _("Heirs take the whole share of the deceased: register what ends otherwise by itself, before or after.")
    if not ending or inherited_from != ending:
        return
    for what, title in (("land", _("land")), ("building", _("building"))):
        left = sum((leaver.held(what) for leaver in ending), Fraction(0))
        inherited = sum((o.share(what) or Fraction(0) for o in registration.owners if not o.shares), Fraction(0))
        if inherited != left:
            yield _("The heirs' shares of the %s do not add up to what the deceased had.") % title
