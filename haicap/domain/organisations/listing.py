"""The lists of communes and of working groups: their columns, on the page and in a file."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.tables import Column, Table

from .models import Unit

COMMUNES = Table(
    "don-vi-cap-xa",
    _("Communes"),
    Column(_("Commune"), lambda each: each.name, sort="name", order=("sort_key", "key")),
    Column(
        _("Kind"),
        lambda each: each.designation,
        sort="kind",
        order=("designation", "sort_key", "key"),
        css="rest",
    ),
    Column(_("Code"), lambda each: each.code, sort="code", order=("code", "key")),
    Column(
        _("Area, km²"),
        lambda each: each.area_km2,
        sort="area",
        order=("listed_area", "key"),
        css="number rest",
    ),
    Column(_("Made from"), lambda each: each.origin_count, css="number rest"),
    order=("sort_key", "key"),
)


def _bases(group: Unit) -> str:
    return "; ".join(each.symbol for each in group.legal_bases.all())


def _followed(group: Unit) -> str:
    return ", ".join(each.commune.name for each in group.coverages.all())


GROUPS = Table(
    "to-cong-tac",
    _("Working groups"),
    Column(_("Working group"), lambda group: str(group), sort="name", order=("sort_key", "key")),
    Column(_("Formed by"), lambda group: str(group.parent or ""), css="rest"),
    Column(_("Legal bases"), _bases),
    Column(_("Follows these communes"), _followed, css="rest"),
    order=("sort_key", "key"),
)
