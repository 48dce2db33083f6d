"""The case's chain: reports, sessions, recommendations, answers, conclusions, notices, sheets."""

from decimal import Decimal

from haicap.domain.cases.book import Table
from haicap.domain.conclusions import actions as conclusions
from haicap.domain.conclusions.models import Conclusion, Item
from haicap.domain.followups import actions as followups
from haicap.domain.indicators import actions as indicators
from haicap.domain.indicators.models import Indicator, Report
from haicap.domain.meetings import actions as meetings
from haicap.domain.meetings.models import Session
from haicap.domain.recommendations import actions as recommendations

from .run import COMMUNES, PARTY_OFFICE, Run
from .sessions import load_session


def load(run: Run) -> None:
    """In this order: a task hangs on its item, and is assigned by the notice."""
    steps = (
        ("indicators", _load_indicator),
        ("reports", _load_report),
        ("sessions", load_session),
        ("recommendations", _load_recommendation),
        ("answers", _load_answer),
        ("conclusions", _load_conclusion),
        ("notices", _load_notice),
        ("conclusions", _load_tasks),
        ("sheets", _load_sheet),
    )
    for section, load_row in steps:
        for row in run.book.rows(section):
            load_row(run, row)


def _load_indicator(run: Run, row: Table) -> None:
    run.once(
        f"indicator:{row['code']}",
        lambda: indicators.define_indicator(actor=run.hand(), **row),
        row,
    )


def _load_report(run: Run, row: Table) -> None:
    day, hand = row["reported_on"], run.hand(COMMUNES)
    report = run.once(
        row["key"],
        lambda: indicators.submit_report(
            actor=hand,
            title=row["title"],
            units=run.all_units(row["communes"]),
            period=row["period"],
            reported_to=run.unit(row["reported_to"]),
            reported_on=day,
            from_on=row.get("from_on"),
            outlook=row.get("outlook", ""),
            effective_on=day,
        ),
        row,
    )
    for number, each in enumerate(row.get("statements", []), 1):
        _load_statement(run, report, row, number, each)
    for each in row.get("figures", []):
        _load_figure(run, report, each, row)


def _load_statement(run: Run, report: Report, row: Table, number: int, each: Table) -> None:
    run.once(
        f"{row['key']}:statement-{number}",
        lambda: indicators.add_statement(
            report,
            actor=run.hand(COMMUNES),
            text=each["text"],
            effective_on=row["reported_on"],
        ),
        each,
        sources=row["sources"],
    )


def _load_figure(run: Run, report: Report, each: Table, row: Table) -> None:
    indicator: Indicator = run.record(f"indicator:{each['indicator']}")
    run.once(
        f"{row['key']}:{each['indicator']}",
        lambda: indicators.report_figure(
            report,
            actor=run.hand(COMMUNES),
            indicator=indicator,
            value=Decimal(each["value"]),
            bound=each["bound"],
            remark=each.get("remark", ""),
            effective_on=row["reported_on"],
        ),
        each,
        sources=row["sources"],
    )


def _load_recommendation(run: Run, row: Table) -> None:
    raised = run.book.tables["raised"]
    run.once(
        row["facts"][0],
        lambda: recommendations.raise_recommendation(
            actor=run.hand(COMMUNES),
            text=row["text"],
            category=row["category"],
            raised_by=run.all_units(raised["communes"]),
            is_joint=True,
            addressed_to=run.unit(raised["addressed_to"]),
            raised_on=raised["raised_on"],
            raised_at=run.record(raised["session"]),
            located_in=run.unit_or_none(row.get("located_in")),
            effective_on=raised["raised_on"],
        ),
        {**row, "derived": raised["derived"]},
        sources=raised["sources"],
    )


def _load_answer(run: Run, row: Table) -> None:
    run.once(
        row["key"],
        lambda: recommendations.give_answer(
            actor=run.hand(row["given_by"]),
            given_by=row["given_by"],
            unit=run.unit_or_none(row.get("unit")),
            recommendations=[run.record(key) for key in row.get("recommendations", [])],
            given_at=run.record(row["session"]),
            given_on=row["given_on"],
            effective_on=row["given_on"],
        ),
        row,
    )


def _load_conclusion(run: Run, row: Table) -> None:
    hand, day = run.hand(row["concluded_by"]), row["delivered_on"]
    session: Session = run.record(row["session"])
    is_new = row["key"] not in run.homes
    conclusion = run.once(
        row["key"],
        lambda: conclusions.draft_conclusion(
            actor=hand,
            issuer=run.unit(row["issuer"]),
            concluded_by=row["concluded_by"],
            title=row["title"],
            session=session,
            effective_on=day,
        ),
        row,
    )
    for each in row["items"]:
        _load_item(run, conclusion, each, row)
    if is_new:
        conclusions.deliver_conclusion(conclusion, actor=hand, delivered_on=day, effective_on=day)
        meetings.conclude_session(session, actor=hand, effective_on=day)


def _load_item(run: Run, conclusion: Conclusion, each: Table, row: Table) -> None:
    hand, day, label = run.hand(row["concluded_by"]), row["delivered_on"], each["facts"][0]
    is_new = label not in run.homes
    item = run.once(
        label,
        lambda: conclusions.add_item(
            conclusion,
            actor=hand,
            text=each["text"],
            label=label,
            wording=Item.Wording.RESTATED,
            addressee=each.get("addressee", ""),
            communes=list(run.record(row["session"]).communes.all()),
            carries_out=run.record(each["carries_out"]) if "carries_out" in each else None,
            effective_on=day,
        ),
        each,
        # What an item says stands in the report of its own session only.
        sources=row["sources"][:1],
    )
    for key in _taken_up(each) if is_new else []:
        conclusions.answer_recommendation(
            item,
            run.record(key),
            actor=hand,
            is_derived=key in each.get("takes_up", []),
            effective_on=day,
        )


def _taken_up(item: Table) -> list[str]:
    """The recommendations that an item answers: as reported, or paired by their subject."""
    return [*item.get("responds_to", []), *item.get("takes_up", [])]


def _load_notice(run: Run, row: Table) -> None:
    hand, day = run.hand(PARTY_OFFICE), row["issued_on"]
    is_new = row["key"] not in run.homes
    notice = run.once(
        row["key"],
        lambda: conclusions.draft_notice(
            run.record(row["conclusion"]),
            actor=hand,
            issuer=run.unit(row["issuer"]),
            document_type=row["document_type"],
            summary=row["summary"],
            effective_on=day,
        ),
        row,
        facts=["C1", "C2", "C3", "C4", "C5", "C6"],
    )
    if is_new:
        conclusions.issue_notice(
            notice, actor=hand, symbol=row["symbol"], issued_on=day, effective_on=day
        )


def _load_tasks(run: Run, row: Table) -> None:
    for each in row["items"]:
        for commune in run.all_units(each.get("tasks_for", [])):
            _load_task(run, each, row, commune.key)


def _load_task(run: Run, each: Table, row: Table, commune: str) -> None:
    label = each["facts"][0]
    key = f"{label}:{commune}"
    is_new = key not in run.homes
    notice = next(n for n in run.book.rows("notices") if n["conclusion"] == row["key"])
    task = run.once(
        key,
        lambda: conclusions.assign_task(
            run.record(label),
            actor=run.hand(PARTY_OFFICE),
            lead=run.unit(commune),
            verifier=run.unit_or_none(each.get("simulated_verifier")),
            assigned_on=notice["issued_on"],
            effective_on=notice["issued_on"],
        ),
        {**each, "derived": each.get("task_derived", [])},
        sources=row["sources"][:1],
    )
    if is_new and "simulated_verifier" in each:
        run.cite(task, "SIM", field="verifier")


def _load_sheet(run: Run, row: Table) -> None:
    run.once(
        row["key"],
        lambda: followups.draw_up_sheet(
            run.record(row["session"]),
            actor=run.hand(PARTY_OFFICE),
            as_of=row["as_of"],
            effective_on=row["as_of"],
        ),
        row,
    )
