"""Marks for the pages of alerts."""

from django import template

from haicap.foundation.alerts.models import Delivery
from haicap.foundation.alerts.queries import label_of, reason_of

register = template.Library()


@register.simple_tag
def kind_label(delivery: Delivery) -> str:
    """What kind of letter it is, in words."""
    return label_of(delivery.kind)


@register.simple_tag
def delivery_reason(delivery: Delivery) -> str:
    """Why its last attempt failed or nothing was sent; a dash where there is nothing to say."""
    return reason_of(delivery) or "–"
