"""Makes pages: the Jinja2 environment, and `show`, which every view ends with."""

from fractions import Fraction
from functools import cache

from django.conf import settings
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from shahrsazi import codes
from shahrsazi.people import identifiers, solar, words


@cache
def environment() -> Environment:
    env = Environment(
        loader=FileSystemLoader(settings.PACKAGE / "pages" / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    env.install_gettext_callables(translation.gettext, translation.ngettext, newstyle=True)
    env.globals.update(
        url=_url,
        static=static,
        settings=settings,
        label=_label,
        offered=codes.offered,
        fraction=Fraction,
        plate=plate_in_words,
        this_day=solar.today,
        comma=lambda: "، " if words.language() == "fa" else ", ",
        arrow=lambda: "←" if words.language() == "fa" else "→",
    )
    env.filters.update(
        day=words.day, iso_day=words.day_in_iso, weekday=words.weekday, short=words.short, n=words.number,
        digits=words.digits, money=words.money, area=words.area, size=words.size, metres=_metres, percent=_percent,
        trim_number=words.trimmed, share=words.share,
        mask_mobile=lambda v: words.digits(identifiers.mask_mobile(v)), mask_email=identifiers.mask_email,
        floor=_floor, clock=words.clock, seconds=_seconds,
    )  # fmt: skip
    # Pieces for every page, seen inside every block.
    env.globals["icon"] = env.get_template("icons.html").module.icon
    env.globals["parts"] = env.get_template("parts.html").module
    env.globals["counter"] = env.get_template("counter/parts.html").module
    return env


def show(request, template: str, *, status: int = 200, **said) -> HttpResponse:
    """The page of a template, never kept by any cache."""
    language = words.language()
    html = (
        environment()
        .get_template(template)
        .render(
            request=request,
            visitor=getattr(request, "visitor", None),
            desk=getattr(request, "desk", None),
            language=language,
            direction="rtl" if language == "fa" else "ltr",
            city=settings.CITY[language],
            other_language=_in_other_language(request.path, language),
            csrf=lambda: get_token(request),
            status=status,
            **said,
        )
    )
    return HttpResponse(html, status=status, headers={"Cache-Control": "no-store", "Content-Language": language})


def _in_other_language(path: str, language: str) -> str:
    return f"/en{path}" if language == "fa" else path.removeprefix("/en") or "/"


def _url(name: str, **kwargs) -> str:
    return reverse(name, kwargs=kwargs or None)


def _label(code_list: str, key: str) -> str:
    return codes.label(code_list, key, words.language()) if key else "—"


def plate_in_words(case) -> str:
    """«۱۲۳ فرعی از ۴۵۶۷ اصلی، بخش ۵»: in words, because a slash reads in either order."""
    main, sub, section = (words.digits(v) for v in (case.plate_main, case.plate_sub, case.registry_section))
    if words.language() == "fa":
        return (f"{sub} فرعی از " if case.plate_sub else "") + f"{main} اصلی، بخش {section}"
    return (f"sub-plate {sub} of " if case.plate_sub else "") + f"main plate {main}, section {section}"


def _metres(value) -> str:
    return "—" if value is None else words.number(value, 2)


def _percent(value) -> str:
    return "—" if value is None else words.percent(value)


_ORDINALS = ("اول", "دوم", "سوم", "چهارم", "پنجم", "ششم", "هفتم", "هشتم", "نهم", "دهم")


def _floor(value: int) -> str:
    """0 is the ground floor, basements are negative (domain.md §3.2.e)."""
    if words.language() == "en":
        return "Ground floor" if value == 0 else f"Basement {-value}" if value < 0 else f"Floor {value}"
    if value == 0:
        return "همکف"
    ordinal = _ORDINALS[abs(value) - 1] if abs(value) <= len(_ORDINALS) else words.digits(abs(value))
    return f"{'زیرزمین' if value < 0 else 'طبقه'} {ordinal}"


def _seconds(size: int) -> int:
    """How long a download takes at the guide's least speed, 128 kB/s."""
    return max(round(size / 128_000), 1)
