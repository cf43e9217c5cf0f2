"""The filters that the templates of our own pages have too."""

from functools import cache

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.safestring import mark_safe
from jinja2 import Environment

from shahrsazi.city import code_lists
from shahrsazi.persian import formatting
from shahrsazi.web.templates import plate_in_words

register = template.Library()
for name, write in {
    "day": formatting.day,
    "short": formatting.short,
    "clock": formatting.clock,
    "digits": formatting.digits,
    "n": formatting.number,
    "plate": plate_in_words,
}.items():
    register.filter(name, write)


@register.filter
def label(key, code_list):
    return code_lists.label(code_list, key, "fa") if key else "—"


@register.filter
def colour(state):
    return {"done": "", "running": "act", "waiting": "act", "returned": "bad", "stopped": "bad"}[state]


@register.simple_tag
def file_of(name):
    return static(name)


@register.simple_tag
def icon(name):
    return mark_safe(_icons().icon(name))


@cache
def _icons():
    return Environment().from_string((settings.PACKAGE / "pages/templates/pages/icons.html").read_text()).module
