"""The pages of the code lists: the lists and their entries; adding, renaming, retiring, bringing back an entry."""

import re
from typing import NamedTuple

from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from shahrsazi.administration.code_list_titles import list_title
from shahrsazi.city import code_lists, overrides
from shahrsazi.city.overrides import CodeEntry
from shahrsazi.ledger.entry import Author, record_act
from shahrsazi.persian.identifiers import refuse_if
from shahrsazi.persian.text import ascii_digits
from shahrsazi.staff.forms import Form, back, notice, page_methods
from shahrsazi.web.templates import render

# The program depends on the keys of these lists: their labels may be changed, their entries not.
FIXED_LISTS = {"staff_role", "draft_state", "mandate_scope", "capacity", "party_kind", "unit_kind"}


class CurrentEntry(NamedTuple):
    """An entry as it is now; `shipped` ones came with the program."""

    key: str
    persian: str
    english: str
    retired: bool
    shipped: bool


@require_GET
def all_lists(request):
    changed = CodeEntry.objects.using("staff").values_list("code_list", "key")
    rows = [
        (name, len({*keys, *(k for code_list, k in changed if code_list == name)}))
        for name, keys in code_lists.LISTS.items()
    ]
    return render(request, "administration/codes.html", rows=rows, driving=FIXED_LISTS, title_of=list_title)


@page_methods
def code_list(request, name: str):
    if name not in code_lists.LISTS:
        raise Http404
    rows = current_entries(name)
    chosen = rows.get((request.POST or request.GET).get("key", ""))
    form = Form(request.POST or (chosen._asdict() if chosen else {}))
    if request.method == "POST" and CHANGES.get(form.get("do"), _nothing)(request.desk, name, rows, form):
        transaction.on_commit(overrides.invalidate, using="staff")
        return back("code_list", "saved", name=name)
    renaming = chosen if form.get("do") != "add" else None
    return render(
        request,
        "administration/code_list.html",
        name=name,
        title=list_title(name),
        rows=rows.values(),
        chosen=renaming,
        form=form,
        driving=name in FIXED_LISTS,
        notice=notice(request),
    )


def current_entries(name: str) -> dict[str, CurrentEntry]:
    """The entries from the table as it is now, and not from the cache of this process."""
    rows = {key: CurrentEntry(key, *words, False, True) for key, words in code_lists.LISTS[name].items()}
    for entry in CodeEntry.objects.using("staff").filter(code_list=name).order_by("id"):
        shipped = entry.key in code_lists.LISTS[name]
        rows[entry.key] = CurrentEntry(entry.key, entry.persian, entry.english, entry.retired, shipped)
    return rows


def _nothing(desk, name: str, rows: dict, form: Form) -> bool:
    form.error("", _("Choose what is to be done."))
    return False


def _add(desk, name: str, rows: dict, form: Form) -> bool:
    key = form.read("key", _key)
    if name in FIXED_LISTS:
        form.error("", _("The program goes by the entries of this list: none can be added or retired."))
    elif key in rows:
        form.error("key", _("This key is in the list already."))
    persian, english = _labels(rows, key, form)
    return not form.errors and _write(desk, "code_added", name, CurrentEntry(key, persian, english, False, False))


def _key(typed: str) -> str:
    key = ascii_digits(typed).lower()
    refuse_if(
        not re.fullmatch("[a-z0-9_]{2,40}", key, re.ASCII),
        "form",
        _("A key is two to forty small Latin letters, digits and low lines."),
    )
    return key


def _rename(desk, name: str, rows: dict, form: Form) -> bool:
    chosen = _chosen(rows, form)
    persian, english = _labels(rows, chosen.key if chosen else None, form)
    if form.errors:
        return False
    return _write(desk, "code_renamed", name, chosen._replace(persian=persian, english=english))


def _labels(rows: dict, key: str | None, form: Form) -> tuple[str, str]:
    """Read the labels: no two entries of a list may have the same one."""
    persian, english = form.text("persian", 120), form.text("english", 120)
    others = [row for row in rows.values() if row.key != key]
    if persian and persian in {row.persian for row in others}:
        form.error("persian", _("Another entry of the list has these words."))
    if english and english.casefold() in {row.english.casefold() for row in others}:
        form.error("english", _("Another entry of the list has these words."))
    return persian, english


def _retire(desk, name: str, rows: dict, form: Form) -> bool:
    return _set_retired(desk, name, rows, form, "code_retired", True)


def _bring_back(desk, name: str, rows: dict, form: Form) -> bool:
    return _set_retired(desk, name, rows, form, "code_brought_back", False)


def _set_retired(desk, name: str, rows: dict, form: Form, act: str, retired: bool) -> bool:
    chosen = _chosen(rows, form)
    if name in FIXED_LISTS:
        form.error("", _("The program goes by the entries of this list: none can be added or retired."))
    return not form.errors and _write(desk, act, name, chosen._replace(retired=retired))


def _chosen(rows: dict, form: Form) -> CurrentEntry | None:
    chosen = rows.get(form.get("key"))
    if chosen is None:
        form.error("", _("There is no such entry in the list."))
    return chosen


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


CHANGES = {"add": _add, "rename": _rename, "retire": _retire, "bring_back": _bring_back}
