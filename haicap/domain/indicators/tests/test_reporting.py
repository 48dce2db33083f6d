"""Submit a report, say results in words, report figures: by whom, and what cannot be taken."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from haicap.domain.indicators.actions import (
    add_statement,
    correct_figure,
    define_indicator,
    report_figure,
    submit_report,
)
from haicap.domain.indicators.models import Figure, Indicator, Report, Statement
from haicap.domain.indicators.queries import figures_of, in_signs
from haicap.domain.indicators.testing import dossiers_received, more_than_15_000, report
from haicap.domain.organisations.testing import SmallProvince, builder
from haicap.foundation.access import Actor, Invalid, Refused
from haicap.foundation.journal.models import Entry
from haicap.foundation.workflow import LostRace


def figure(reported: Report, actor: Actor, **given: object) -> Figure:
    facts = {"indicator": dossiers_received(), "value": Decimal(7), "bound": "exact", **given}
    return report_figure(reported, actor=actor, **facts)


def test_an_officer_submits_the_report_of_the_commune(world: SmallProvince) -> None:
    new = report(world)
    assert list(new.units.all()) == [world.commune_a]
    assert (new.reported_on, new.from_on, new.to_on) == (None, None, None)
    entry = Entry.objects.get(event="report.submit")
    assert (entry.actor_name, entry.details["units"]) == ("Ana", ["06529"])


def test_nobody_reports_in_the_name_of_another_unit(world: SmallProvince) -> None:
    with pytest.raises(Refused):
        report(world, actor=world.mila)
    with pytest.raises(Refused):
        report(world, actor=world.cora)
    with pytest.raises(Refused):
        report(world, actor=world.ana, units=[world.commune_a, world.commune_b])
    with pytest.raises(Refused):
        report(world, actor=world.clara)
    assert not Report.objects.exists()


def test_the_case_is_loaded_for_several_communes_together(world: SmallProvince) -> None:
    together = report(world, actor=builder(), units=[world.commune_a, world.commune_b])
    assert together.units.count() == 2
    assert add_statement(together, actor=builder(), text="Kinh tế ổn định.").number == 1


def test_what_several_units_reported_together_is_changed_by_none_of_them_alone(
    world: SmallProvince,
) -> None:
    together = report(world, actor=builder(), units=[world.commune_a, world.commune_b])
    joint = more_than_15_000(together, actor=builder())
    with pytest.raises(Refused, match="together"):
        add_statement(together, actor=world.mila, text="Kinh tế ổn định.")
    with pytest.raises(Refused, match="together"):
        correct_figure(joint, actor=world.ana, value=Decimal(9), bound="exact", reason="Sai.")


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("title", {"title": "  "}),
        ("title", {"title": "x" * 301}),
        ("period", {"period": ""}),
        ("units", {"units": []}),
        ("to_on", {"from_on": date(2025, 9, 30), "to_on": date(2025, 1, 1)}),
    ],
)
def test_a_report_that_cannot_be_is_not_kept(
    world: SmallProvince, field: str, given: dict[str, object]
) -> None:
    with pytest.raises(Invalid) as refused:
        report(world, **given)
    assert refused.value.field == field
    assert not Report.objects.exists()


def test_a_report_is_not_given_on_a_day_to_come(world: SmallProvince) -> None:
    today = timezone.localdate()
    with pytest.raises(Invalid) as refused:
        report(world, reported_on=today + timedelta(days=1))
    assert refused.value.field == "reported_on"
    assert report(world, reported_on=today).reported_on == today


def test_a_unit_reports_neither_to_itself_nor_before_it_was_there(world: SmallProvince) -> None:
    with pytest.raises(Invalid) as to_itself:
        report(world, reported_to=world.commune_a)
    assert to_itself.value.field == "reported_to"
    type(world.commune_a).objects.filter(pk=world.commune_a.pk).update(
        established_on=date(2025, 7, 1)
    )
    with pytest.raises(Invalid) as too_early:
        report(world, reported_on=date(2025, 6, 30))
    assert too_early.value.field == "units"


def test_statements_are_numbered_as_they_come(world: SmallProvince) -> None:
    new = report(world)
    numbers = [add_statement(new, actor=world.ana, text=f"Kết quả {n}").number for n in range(3)]
    assert numbers == [1, 2, 3]
    with pytest.raises(Invalid):
        add_statement(new, actor=world.ana, text=" ")


def test_only_a_reporting_unit_adds_to_its_report(world: SmallProvince) -> None:
    new = report(world)
    for actor in (world.mila, world.bogdan, world.clara, world.felix, world.cora):
        with pytest.raises(Refused):
            add_statement(new, actor=actor, text="Kinh tế ổn định.")
        with pytest.raises(Refused):
            figure(new, actor)
    assert not Statement.objects.exists()
    assert not Figure.objects.exists()
    figure(new, world.alma)


def test_more_than_15_000_is_kept_as_more_than(world: SmallProvince) -> None:
    kept = more_than_15_000(report(world), actor=world.ana)
    kept.refresh_from_db()
    assert (kept.value, kept.bound, kept.is_exact) == (Decimal(15000), "more_than", False)
    assert in_signs(kept) == "> 15\u00a0000 hồ sơ"
    assert Entry.objects.get(event="figure.report").details["figure"] == in_signs(kept)


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("bound", {"bound": "roughly"}),
        ("value", {"value": Decimal(-1)}),
        ("value", {"value": Decimal("NaN")}),
        ("value", {"value": Decimal("Infinity")}),
        ("value", {"value": Decimal("0.00001")}),
        ("value", {"value": Decimal(10) ** 16}),
        ("value", {"value": Decimal(0), "bound": "less_than"}),
        ("to_on", {"from_on": date(2025, 9, 30), "to_on": date(2025, 9, 29)}),
        ("remark", {"remark": "x" * 501}),
    ],
)
def test_a_figure_that_cannot_be_is_not_kept(
    world: SmallProvince, field: str, given: dict[str, object]
) -> None:
    new = report(world)
    with pytest.raises(Invalid) as refused:
        figure(new, world.ana, **given)
    assert refused.value.field == field
    assert not Figure.objects.exists()


def test_a_share_ends_at_its_limit_and_a_fulfilment_does_not(world: SmallProvince) -> None:
    new = report(world)
    facts = {"actor": builder(), "unit_of_measure": "%"}
    share = define_indicator(code="on-time", name="Tỷ lệ", maximum=Decimal(100), **facts)
    plan = define_indicator(code="plan", name="So với kế hoạch", minimum=None, **facts)
    assert figure(new, world.ana, indicator=share, value=Decimal(100)).value == 100
    for value, bound in ((Decimal("100.01"), "exact"), (Decimal(100), "more_than")):
        with pytest.raises(Invalid):
            figure(new, world.ana, indicator=share, value=value, bound=bound)
    assert figure(new, world.ana, indicator=plan, value=Decimal("103.66")).value
    assert figure(new, world.ana, indicator=plan, value=Decimal("-2.5")).value


def test_only_the_house_defines_an_indicator_and_each_code_once(world: SmallProvince) -> None:
    facts = {"code": "procedures-received", "name": "Hồ sơ", "unit_of_measure": "hồ sơ"}
    with pytest.raises(Refused):
        define_indicator(actor=world.ana, **facts)
    define_indicator(actor=builder(), **facts)
    with pytest.raises(Invalid) as twice:
        define_indicator(actor=builder(), **facts)
    assert twice.value.field == "code"
    assert Indicator.objects.count() == 1


def test_a_correction_stands_beside_what_was_reported(world: SmallProvince) -> None:
    new = report(world)
    wrong = figure(new, world.ana, from_on=date(2025, 7, 1), to_on=date(2025, 9, 30))
    right = correct_figure(
        wrong, actor=world.alma, value=Decimal(8), bound="exact", reason="Cộng thiếu một hồ sơ."
    )
    wrong.refresh_from_db()
    assert wrong.value == 7
    assert [f.pk for f in figures_of(new)] == [wrong.pk, right.pk]
    assert (right.corrects, right.from_on, right.to_on) == (wrong, wrong.from_on, wrong.to_on)
    assert Entry.objects.get(event="figure.correct").details["before_figure"] == "= 7 hồ sơ"


def test_a_figure_is_corrected_once_with_a_reason_by_those_who_report(
    world: SmallProvince,
) -> None:
    wrong = figure(report(world), world.ana)
    amount = {"value": Decimal(8), "bound": "exact"}
    with pytest.raises(Refused):
        correct_figure(wrong, actor=world.mila, reason="Sai.", **amount)
    with pytest.raises(Invalid) as without:
        correct_figure(wrong, actor=world.ana, reason=" ", **amount)
    assert without.value.field == "reason"
    right = correct_figure(wrong, actor=world.ana, reason="Sai.", **amount)
    with pytest.raises(LostRace):
        correct_figure(wrong, actor=world.ana, reason="Sai nữa.", **amount)
    assert correct_figure(right, actor=world.ana, reason="Sai nữa.", **amount).corrects == right


def test_the_database_keeps_a_correction_without_a_reason_out(world: SmallProvince) -> None:
    wrong = figure(report(world), world.ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        Figure.objects.create(
            report=wrong.report, indicator=wrong.indicator, value=1, corrects=wrong
        )


def test_what_a_persona_reports_is_marked_as_simulated(world: SmallProvince) -> None:
    world.ana.is_simulated = True
    new = report(world)
    assert new.is_simulated
    assert figure(new, world.ana).is_simulated
    assert add_statement(new, actor=world.ana, text="Ổn định.").is_simulated
    assert not submit_report(
        actor=builder(), title="Thật", units=[world.commune_a], period="2025"
    ).is_simulated
