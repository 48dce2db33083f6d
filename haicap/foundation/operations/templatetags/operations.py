"""How a job and its run are shown.

{% job_name job %}            the title of a waiting, running or failed job; a link to its page
{% reason job %}              why it failed last
{% failure_reason failure %}  the same of one attempt
{% outcome run %}             how a run ended, as a pill
{% took run %}                how long it took, in words
"""

from typing import Any

from django import template
from django.urls import reverse
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from haicap.foundation.jobs import declared
from haicap.foundation.jobs.models import Failure, Run
from haicap.foundation.operations import queries
from haicap.foundation.ui.templatetags.ui import pill

register = template.Library()

TONES = {"succeeded": "done", "failed": "late", "died": "late"}
MINUTE = 60
BLINK = 0.1


@register.simple_tag
def job_name(job: Any) -> SafeString:
    title = queries.title_of(job.task_name)
    if job.task_name not in declared():
        return format_html("<code>{}</code>", title)
    return format_html(
        '<a href="{}">{}</a>', reverse("operations:job", args=[job.task_name]), title
    )


@register.simple_tag
def reason(job: Any) -> str:
    return queries.reason_of(job)


@register.simple_tag
def failure_reason(failure: Failure) -> str:
    return queries.reason_in(failure)


@register.simple_tag
def outcome(run: Run) -> SafeString:
    return pill(run.get_outcome_display(), TONES[run.outcome])


@register.simple_tag
def took(run: Run) -> str:
    if run.seconds < BLINK:
        return _("at once")
    if run.seconds < MINUTE:
        seconds = formats.number_format(round(run.seconds, 1), decimal_pos=1)
        return _("in %(seconds)s s") % {"seconds": seconds}
    minutes, rest = divmod(round(run.seconds), MINUTE)
    return _("in %(minutes)s min %(seconds)s s") % {"minutes": minutes, "seconds": rest}
