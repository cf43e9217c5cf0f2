"""The forms of a page: where they go, and their fields with what the page filled in."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

NO_VALUE = ("submit", "button", "image", "reset")


@dataclass
class Form:
    page: str
    action: str
    method: str = "GET"
    multipart: bool = False
    values: dict[str, str] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    buttons: list[str] = field(default_factory=list)

    @property
    def identity(self) -> tuple:
        return self.action, self.method, *sorted(self.names)

    @property
    def names(self) -> list[str]:
        return [*self.values, *self.files, *self.buttons]


class _Reader(HTMLParser):
    def __init__(self, page: str):
        super().__init__()
        self.page, self.forms, self.form, self.select = page, [], None, ""

    def handle_starttag(self, tag, attrs):
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            multipart = "multipart" in given.get("enctype", "")
            action = given.get("action") or self.page
            self.form = Form(self.page, action.partition("#")[0], given.get("method", "get").upper(), multipart)
            self.forms.append(self.form)
        elif self.form is not None and (given.get("name") or tag == "option"):
            self._field(tag, given)

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given.get("name", ""), given.get("type", "")
        if tag == "option":
            if self.select and ("selected" in given or not self.form.values.get(self.select)):
                self.form.values[self.select] = given.get("value", "")
        elif tag == "button" or kind in NO_VALUE:
            self.form.buttons.append(name)
        elif kind == "file":
            self.form.files.append(name)
        elif tag == "select":
            self.select = name
            self.form.values[name] = ""
        elif kind not in ("checkbox", "radio") or "checked" in given or name not in self.form.values:
            self.form.values[name] = given.get("value", "")

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        elif tag == "select":
            self.select = ""


def forms_of(page: str, text: str) -> list[Form]:
    reader = _Reader(page)
    reader.feed(text)
    return [form for form in reader.forms if form.action.startswith("/")]
