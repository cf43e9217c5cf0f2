"""Renders pages: the Jinja2 environment over the apps' templates, and `render`, which every view ends with."""

from collections.abc import Callable
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any, Protocol

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from jinja2 import Environment

from shahrsazi.city import code_lists, law
from shahrsazi.persian import dates, formatting, identifiers, numbers
from shahrsazi.persian.numbers import Number
from shahrsazi.web.compiling import Compiling
from shahrsazi.web.isolate import isolate
from shahrsazi.web.signed_in import header_of


def folders() -> list[Path]:
    """Each app keeps its pages in templates/<app>/."""
    own = [config for config in apps.get_app_configs() if config.name.startswith("shahrsazi.")]
    return [path for config in own if (path := Path(config.path) / "templates").is_dir()]


@cache
def environment(language: str) -> Environment:
    """The templates as pages of a language."""
    signs = (
        {"comma": lambda: "، ", "arrow": lambda: "←"}
        if language == "fa"
        else {"comma": lambda: ", ", "arrow": lambda: "→"}
    )
    env = Compiling(folders(), language, {"_": translation.gettext, "url": _url, "static": static, **signs})
    env.globals.update(
        settings=settings,
        label=lambda code_list, key: code_lists.label(code_list, key, language) if key else "—",
        offered=code_lists.offered,
        fraction=Fraction,
        plate=plate_in_words,
        this_day=dates.today,
    )
    env.filters.update(_filters(language))
    # Macros of every page, visible inside every block.
    env.globals["icon"] = vars(env.get_template("pages/icons.html").module)["icon"]
    env.share("parts", "pages/parts.html")
    env.share("inputs", "pages/inputs.html")
    return env


def _filters(language: str) -> dict[str, Callable[..., Any]]:
    in_language: dict[str, Callable[..., str]] = {
        "day": dates.format_date,
        "weekday": dates.weekday,
        "short": dates.format_short,
        "digits": numbers.digits,
        "n": numbers.number,
        "money": numbers.money,
        "area": numbers.area,
        "size": numbers.size,
    }
    return {name: partial(write, lang=language) for name, write in in_language.items()} | {
        "share": formatting.share,
        "signed": formatting.signed,
        "earlier_working_day": law.earlier_working_day,
        "clock": formatting.clock,
        "iso_day": formatting.day_in_iso,
        "iso_date": dates.from_iso,
        "trim_number": formatting.trimmed,
        "metres": _metres,
        "percent": _percent,
        "floor": _floor,
        "seconds": _seconds,
        "mask_mobile": lambda number: formatting.digits(identifiers.mask_mobile(number)),
        "mask_email": identifiers.mask_email,
    }


def render(request: HttpRequest, template: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """The page of a template, never stored by any cache; its header names who is signed in."""
    language, header = formatting.language(), header_of(request)
    html = (
        environment(language)
        .get_template(template)
        .render(
            request=request,
            visitor=header.visitor,
            desk=header.desk,
            unsure=header.unsure,
            language=language,
            direction="rtl" if language == "fa" else "ltr",
            city=settings.CITY.name.in_language(language),
            other_language=_in_other_language(request.path, language),
            csrf=lambda: get_token(request),
            status=status,
            **context,
        )
    )
    headers = {"Cache-Control": "no-store", "Content-Language": language, "Vary": "Cookie"}
    return HttpResponse(isolate(html, language), status=status, headers=headers)


def _in_other_language(path: str, language: str) -> str:
    return f"/en{path}" if language == "fa" else path.removeprefix("/en") or "/"


def _url(route: str, /, **kwargs: Any) -> str:
    return reverse(route, kwargs=kwargs or None)


class Registered(Protocol):
    """What has a registration plate: a file, or a row of one."""

    @property
    def plate_main(self) -> int | None: ...

    @property
    def plate_sub(self) -> int | None: ...

    @property
    def registry_section(self) -> int | None: ...


def plate_in_words(case: Registered) -> str:
    """«۱۲۳ فرعی از ۴۵۶۷ اصلی، بخش ۵»: in words, because a slash reads in either order. What is unknown is said so, and
    once where nothing is known.
    """
    numbers = (case.plate_main, case.plate_sub, case.registry_section)
    if not any(numbers):
        return _("unknown")
    main, sub, section = (formatting.digits(v) if v else _("unknown") for v in numbers)
    if formatting.language() == "fa":
        main = f"{main} اصلی" if case.plate_main else f"اصلی {main}"
        return (f"{sub} فرعی از " if case.plate_sub else "") + f"{main}، بخش {section}"
    return (f"sub {sub} of " if case.plate_sub else "") + f"main {main}, section {section}"


def _metres(value: Number | None) -> str:
    return "—" if value is None else formatting.number(value, 2)


def _percent(value: Number | None) -> str:
    return "—" if value is None else formatting.percent(value)


def _floor(value: int) -> str:
    """0 is the ground floor, basements are negative (domain.md §3.2.e)."""
    if formatting.language() == "en":
        return "Ground floor" if value == 0 else f"Basement {-value}" if value < 0 else f"Floor {value}"
    if value == 0:
        return "همکف"
    return f"{'زیرزمین' if value < 0 else 'طبقه'} {formatting.ordinal(abs(value))}"


def _seconds(size: int) -> int:
    """How long a download takes at the guide's lowest speed, 128 kB/s."""
    return max(round(size / 128_000), 1)
