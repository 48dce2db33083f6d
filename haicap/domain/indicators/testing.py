"""A report to test with: what Ana's commune reports, in the small province."""

from decimal import Decimal
from typing import Any

from haicap.domain.organisations.testing import SmallProvince, builder
from haicap.foundation.access import Actor

from . import actions
from .models import Figure, Indicator, Report


def dossiers_received() -> Indicator:
    """“Dossiers received”: a count, whose figures are never below 0. Made once."""
    known = Indicator.objects.filter(code="procedures-received").first()
    return known or actions.define_indicator(
        actor=builder(),
        code="procedures-received",
        name="Hồ sơ thủ tục hành chính đã tiếp nhận",
        unit_of_measure="hồ sơ",
    )


def report(world: SmallProvince, *, actor: Actor | None = None, **facts: Any) -> Report:
    """Nine months of Ana's commune, reported to the Party committee of the province."""
    return actions.submit_report(
        actor=actor or world.ana,
        **{
            "title": "Kết quả 9 tháng đầu năm 2025",
            "units": [world.commune_a],
            "period": "9 tháng đầu năm 2025",
            "reported_to": world.party_committee,
            **facts,
        },
    )


def more_than_15_000(report: Report, *, actor: Actor | None = None, **facts: Any) -> Figure:
    """“More than 15,000 dossiers”: the figure that is never shown as an exact count."""
    return actions.report_figure(
        report,
        actor=actor or builder(),
        **{
            "indicator": dossiers_received(),
            "value": Decimal(15000),
            "bound": Figure.Bound.MORE_THAN,
            **facts,
        },
    )
