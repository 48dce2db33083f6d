"""Law is told in Vietnamese and English; readers of other languages get English, marked as such."""

from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
TOLD_IN = ("vi", "en")


@register.filter
def law(words: Any) -> SafeString:
    """The words of a statute, in a span of their own language where it is not the page's."""
    language = (get_language() or "vi").partition("-")[0]
    if language in TOLD_IN:
        return conditional_escape(words)
    return format_html('<span lang="en">{}</span>', words)
