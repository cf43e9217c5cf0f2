"""The pages of the code lists: the lists and their entries; adding, renaming, retiring, bringing back an entry."""

import re
from typing import NamedTuple

from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from shahrsazi.administration.code_list_titles import list_title
from shahrsazi.city import code_lists, overrides
from shahrsazi.city.overrides import CodeEntry
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian.identifiers import refuse_if
from shahrsazi.persian.text import ascii_digits
from shahrsazi.staff.access import DeskRequest
from shahrsazi.staff.forms import Form, back, notice, page_methods
from shahrsazi.web.fields import LatinField, TypedField, WordsField
from shahrsazi.web.templates import render

# The program depends on the keys of these lists: their labels may be changed, their entries not.
FIXED_LISTS = {"staff_role", "draft_state", "mandate_scope", "capacity", "party_kind", "unit_kind"}


# What can be done, by the name that the ledger gives it.
ACTS = {"add": "code_added", "rename": "code_renamed", "retire": "code_retired", "bring_back": "code_brought_back"}


class CurrentEntry(NamedTuple):
    """An entry as it is now; `shipped` ones came with the program."""

    key: str
    persian: str
    english: str
    retired: bool
    shipped: bool


class KeyField(TypedField):
    """The key under which an entry is stored."""

    kind, size = "latin", 40

    def read(self, text: str) -> str:
        key = ascii_digits(text).strip().lower()
        sentence = _("A key is two to forty small Latin letters, digits and low lines.")
        refuse_if(not re.fullmatch("[a-z0-9_]{2,40}", key, re.ASCII), "form", sentence)
        return key


class LabelsForm(Form):
    """The words of an entry: no two entries of a list may have the same ones."""

    persian = WordsField(_("In Persian"), required=True, size=120)
    english = LatinField(_("In English"), required=True, size=120)

    def refuse_taken(self, others: list[CurrentEntry]) -> None:
        if self.cleaned_data.get("persian") in {row.persian for row in others}:
            self.error("persian", _("Another entry of the list has these words."))
        if (self.cleaned_data.get("english") or "").casefold() in {row.english.casefold() for row in others}:
            self.error("english", _("Another entry of the list has these words."))


class NewEntryForm(LabelsForm):
    key = KeyField(
        _("Key"), required=True, hint=_("Two to forty small Latin letters, digits and low lines; it stays for ever")
    )


@require_GET
def all_lists(request: DeskRequest):
    changed = CodeEntry.objects.using("staff").values_list("code_list", "key")
    rows = [
        (name, len({*keys, *(k for code_list, k in changed if code_list == name)}))
        for name, keys in code_lists.LISTS.items()
    ]
    return render(request, "administration/codes.html", rows=rows, driving=FIXED_LISTS, title_of=list_title)


@page_methods
def code_list(request: DeskRequest, name: str):
    if name not in code_lists.LISTS:
        raise Http404
    rows, act = current_entries(name), request.POST.get("do", "")
    key = (request.POST or request.GET).get("key", "")
    chosen = rows.get(key) if act != "add" else None
    form = _form(request, act, chosen)
    if request.method == "POST" and _change(request.desk, name, rows, act, key, form):
        transaction.on_commit(overrides.invalidate, using="staff")
        return back("code_list", "saved", name=name)
    return render(
        request,
        "administration/code_list.html",
        name=name,
        title=list_title(name),
        rows=rows.values(),
        chosen=chosen,
        form=form,
        driving=name in FIXED_LISTS,
        notice=notice(request),
    )


def _form(request: DeskRequest, act: str, chosen: CurrentEntry | None) -> LabelsForm:
    """What was sent for a change of words; else the form opens with an entry's words, or for a new entry."""
    if act == "add" or chosen is None:
        form = NewEntryForm(request.POST if act == "add" else None)
        form.order_fields(["key"])
        return form
    return LabelsForm(request.POST if act == "rename" else None, chosen._asdict())


def current_entries(name: str) -> dict[str, CurrentEntry]:
    """The entries from the table as it is now, and not from the cache of this process."""
    rows = {key: CurrentEntry(key, *words, False, True) for key, words in code_lists.LISTS[name].items()}
    for entry in CodeEntry.objects.using("staff").filter(code_list=name).order_by("id"):
        shipped = entry.key in code_lists.LISTS[name]
        rows[entry.key] = CurrentEntry(entry.key, entry.persian, entry.english, entry.retired, shipped)
    return rows


def _change(desk, name: str, rows: dict[str, CurrentEntry], act: str, key: str, form: LabelsForm) -> bool:
    """Make the change that was sent. False, and the form says why, where it can't be made."""
    chosen = None
    if act not in ACTS:
        form.error("", _("Choose what is to be done."))
    elif act != "add" and key not in rows:
        form.error("", _("There is no such entry in the list."))
    elif act != "rename" and name in FIXED_LISTS:
        form.error("", _("The program goes by the entries of this list: none can be added or retired."))
    else:
        chosen = _changed(act, rows, key, form)
    return chosen is not None and _write(desk, ACTS[act], name, chosen)


def _changed(act: str, rows: dict[str, CurrentEntry], key: str, form: LabelsForm) -> CurrentEntry | None:
    """The entry as it will be; None where what was typed is wrong."""
    if act in ("retire", "bring_back"):
        return rows[key]._replace(retired=act == "retire")
    form.full_clean()
    if act == "add" and form.cleaned_data.get("key") in rows:
        form.error("key", _("This key is in the list already."))
    form.refuse_taken([row for row in rows.values() if act == "add" or row.key != key])
    if form.errors:
        return None
    typed = form.cleaned_data
    before = rows[key] if act == "rename" else CurrentEntry(typed["key"], "", "", False, False)
    return before._replace(persian=typed["persian"], english=typed["english"])


def _write(desk, act: str, name: str, entry: CurrentEntry) -> bool:
    labels = {"persian": entry.persian, "english": entry.english, "retired": entry.retired}
    CodeEntry.objects.using("staff").bulk_create(
        [CodeEntry(code_list=name, key=entry.key, changed_by=desk.person_id, changed_at=Now(), **labels)],
        update_conflicts=True,
        unique_fields=["code_list", "key"],
        update_fields=[*labels, "changed_by", "changed_at"],
    )
    record_act(act, by=Author.of(desk), detail={"list": name, "key": entry.key} | labels)
    return True
