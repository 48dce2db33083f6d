"""The case's sessions: who took part, what was taken up, what was visited."""

from haicap.domain.cases.book import Table
from haicap.domain.meetings import actions as meetings
from haicap.domain.meetings.models import Session

from .run import PARTY_OFFICE, Run


def load_session(run: Run, row: Table) -> None:
    hand = run.hand(PARTY_OFFICE)
    is_new = row["key"] not in run.homes
    session = run.once(
        row["key"],
        lambda: meetings.plan_session(
            actor=hand,
            title=row["title"],
            convened_by=run.unit(row["convened_by"]),
            communes=run.all_units(row["communes"]),
            group=run.unit_or_none(row.get("group")),
            held_on=row["held_on"],
            part_of_day=row.get("part_of_day", ""),
            effective_on=row["held_on"],
        ),
        row,
    )
    _load_session_parts(run, session, row)
    if is_new:
        meetings.hold_session(session, actor=hand, effective_on=row["held_on"])


def _load_session_parts(run: Run, session: Session, row: Table) -> None:
    for number, each in enumerate(row.get("participants", []), 1):
        _load_participant(run, session, row, number, each)
    for number, each in enumerate(row.get("agenda", []), 1):
        _load_agenda_item(run, session, row, number, each)
    for number, each in enumerate(row.get("visits", []), 1):
        _load_visit(run, session, row, number, each)
    hand, day = run.hand(PARTY_OFFICE), row["held_on"]
    for report in row.get("reports", []):
        if not session.reports.filter(pk=run.record(report).pk).exists():
            meetings.give_report(session, run.record(report), actor=hand, effective_on=day)


def _part_sources(row: Table) -> list[str]:
    sources: list[str] = row.get("part_sources", row["sources"])
    return sources


def _load_participant(run: Run, session: Session, row: Table, number: int, each: Table) -> None:
    run.once(
        f"{row['key']}:participant-{number}",
        lambda: meetings.add_participant(
            session,
            actor=run.hand(PARTY_OFFICE),
            role=each["role"],
            unit=run.unit_or_none(each.get("unit")),
            person_name=each.get("person", ""),
            position=each.get("position", ""),
            stated_title=each.get("stated_title", ""),
            other_positions=each.get("other_positions", ""),
            effective_on=row["held_on"],
        ),
        each,
        sources=_part_sources(row),
        facts=each.get("facts", row["facts"]),
    )


def _load_agenda_item(run: Run, session: Session, row: Table, number: int, each: Table) -> None:
    run.once(
        f"{row['key']}:agenda-{number}",
        lambda: meetings.add_agenda_item(
            session,
            actor=run.hand(PARTY_OFFICE),
            text=each["text"],
            effective_on=row["held_on"],
        ),
        each,
        sources=_part_sources(row),
        facts=row.get("agenda_facts", []),
    )


def _load_visit(run: Run, session: Session, row: Table, number: int, each: Table) -> None:
    run.once(
        f"{row['key']}:visit-{number}",
        lambda: meetings.record_visit(
            session,
            actor=run.hand(PARTY_OFFICE),
            commune=run.unit(each["commune"]),
            place=each["place"],
            effective_on=row["held_on"],
        ),
        each,
        sources=_part_sources(row),
    )
