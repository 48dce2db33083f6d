"""Where a record hangs: session → notice → item → task → follow-up, each a link.

Every link leads only to what the actor may see; a step that is not visible is left out.
"""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.conclusions.queries import chain_of_task
from haicap.domain.followups.models import Row, Sheet
from haicap.domain.followups.queries import sessions_followed_up, sheets_following
from haicap.domain.indicators.models import Figure, Report
from haicap.domain.meetings.models import Session
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor

Link = tuple[str, str | None, str]
M = TypeVar("M", bound=Model)
DAY = "%d/%m/%Y"
# A commune is visited for years: a chain names the nearest of its kind, the page lists them all.
NEAREST = 3


def of_session(actor: Actor, session: Session) -> list[Link]:
    """The earlier session and the sheet that takes it up, this one, and where it leads itself."""
    own = Sheet.objects.visible_to(actor).filter(session=session).first()
    conclusions = Conclusion.objects.visible_to(actor).filter(session=session)
    taken_up = sheets_following(session, actor).select_related("session")
    later = _nearest(taken_up, "as_of", last=False)
    seen = Session.objects.visible_to(actor).filter(pk__in=[each.session_id for each in later])
    return [
        *(_to(_session_words(each), each) for each in _earlier(actor, session, own)),
        *([_to(_sheet_words(own), own)] if own else []),
        _here(_session_words(session)),
        *_notices_or_conclusions(actor, conclusions),
        *(_to(_sheet_words(sheet), sheet) for sheet in later),
        *(_to(_session_words(each), each) for each in seen.order_by("held_on", "id")),
    ]


def of_conclusion(actor: Actor, conclusion: Conclusion) -> list[Link]:
    notices = _that_hold(Notice.objects.visible_to(actor).filter(conclusion=conclusion))
    return [
        *_session(actor, conclusion.session_id),
        _here(_conclusion_words(conclusion)),
        *(_to(_notice_words(notice), notice) for notice in notices),
        *_sheets(actor, item__conclusion=conclusion),
    ]


def of_notice(actor: Actor, notice: Notice) -> list[Link]:
    return [
        *_session(actor, notice.conclusion.session_id),
        _here(_notice_words(notice)),
        *_sheets(actor, item__conclusion=notice.conclusion_id),
    ]


def of_item(actor: Actor, item: Item) -> list[Link]:
    return [
        *_session(actor, item.conclusion.session_id),
        *_notices_or_conclusions(
            actor, Conclusion.objects.visible_to(actor).filter(pk=item.conclusion_id)
        ),
        _here(_item_words(item)),
        *_sheets(actor, item=item),
    ]


def of_task(actor: Actor, task: Task) -> list[Link]:
    ordered = chain_of_task(task)
    if ordered is None:
        return [_here(_task_words(task))]
    return [
        *_session(actor, ordered.conclusion.session_id),
        *_announced(ordered.conclusion, ordered.notices),
        _to(_item_words(ordered.item), ordered.item),
        _here(_task_words(task)),
        *_sheets(actor, item=ordered.item),
    ]


def of_recommendation(actor: Actor, recommendation: Recommendation) -> list[Link]:
    items = Item.objects.visible_to(actor).filter(responses__recommendation=recommendation)
    return [
        *_session(actor, recommendation.raised_at_id),
        _here(_("Recommendation")),
        *(_to(_item_words(item), item) for item in items.order_by("conclusion_id", "position")),
        *_sheets(actor, recommendation=recommendation),
    ]


def of_report(actor: Actor, report: Report) -> list[Link]:
    return [*_given_at(actor, report), _here(_("Report"))]


def of_figure(actor: Actor, figure: Figure) -> list[Link]:
    """Whoever sees a figure sees its report."""
    report = figure.report
    return [*_given_at(actor, report), _to(_("Report"), report), _here(_("Figure"))]


def _given_at(actor: Actor, report: Report) -> list[Link]:
    sessions = Session.objects.visible_to(actor).filter(reports=report)
    return [_to(_session_words(each), each) for each in _nearest(sessions, "listed_on")]


def _earlier(actor: Actor, session: Session, sheet: Sheet | None) -> list[Session]:
    """Sessions whose conclusions are followed up, or asked for again, at this one."""
    again = Conclusion.objects.visible_to(actor).filter(session=session)
    earlier = Q(conclusions__carried_out_by__conclusion__in=again)
    if sheet:
        earlier |= Q(pk__in=sessions_followed_up(sheet, actor).values("pk"))
    found = Session.objects.visible_to(actor).filter(earlier).exclude(pk=session.pk)
    return _nearest(found.distinct(), "listed_on")


def _nearest(found: QuerySet[M], by: str, *, last: bool = True) -> list[M]:
    """The few latest (or earliest) ones, in the order of time."""
    if not last:
        return list(found.order_by(by, "id")[:NEAREST])
    return list(found.order_by(f"-{by}", "-id")[:NEAREST])[::-1]


def _session(actor: Actor, session_id: int | None) -> list[Link]:
    if session_id is None:
        return []
    sessions = Session.objects.visible_to(actor).filter(pk=session_id)
    return [_to(_session_words(session), session) for session in sessions]


def _notices_or_conclusions(actor: Actor, conclusions: Iterable[Conclusion]) -> list[Link]:
    """The notice where one announces the conclusion, else the conclusion itself."""
    links = []
    for conclusion in conclusions:
        links += _announced(
            conclusion, list(Notice.objects.visible_to(actor).filter(conclusion=conclusion))
        )
    return links


def _announced(conclusion: Conclusion, notices: Sequence[Notice]) -> list[Link]:
    links = [_to(_notice_words(notice), notice) for notice in _that_hold(notices)]
    return links or [_to(_conclusion_words(conclusion), conclusion)]


def _that_hold(notices: Iterable[Notice]) -> list[Notice]:
    """Those in force; where there are none, drafts; one recalled or replaced leads nowhere."""
    by_state = {state: [n for n in notices if n.state == state] for state in Notice.State}
    return by_state[Notice.State.ISSUED] or by_state[Notice.State.DRAFTED]


def _sheets(actor: Actor, **on_row: object) -> list[Link]:
    """The sheets that take it up, as far as the actor sees the row."""
    rows = Row.objects.visible_to(actor).filter(**on_row)
    sheets = Sheet.objects.visible_to(actor).filter(pk__in=rows.values("sheet"))
    return [_to(_sheet_words(sheet), sheet) for sheet in _nearest(sheets, "as_of", last=False)]


def _to(words: str, record: Model) -> Link:
    return (words, record.get_absolute_url(), "")  # type: ignore[attr-defined]


def _here(words: str) -> Link:
    return (words, None, "")


def _session_words(session: Session) -> str:
    if session.held_on is None:
        return _("Session, day not known")
    return _("Session of %(day)s") % {"day": session.held_on.strftime(DAY)}


def _conclusion_words(conclusion: Conclusion) -> str:
    if conclusion.delivered_on is None:
        return _("Conclusion being drafted")
    return _("Conclusion of %(day)s") % {"day": conclusion.delivered_on.strftime(DAY)}


def _notice_words(notice: Notice) -> str:
    if not notice.symbol:
        return _("Draft notice")
    return _("Notice %(symbol)s") % {"symbol": notice.symbol}


def _item_words(item: Item) -> str:
    return _("Item %(label)s") % {"label": item.label}


def _task_words(task: Task) -> str:
    return _("Task of %(lead)s") % {"lead": task.lead.full_name}


def _sheet_words(sheet: Sheet) -> str:
    return _("Follow-up of %(day)s") % {"day": sheet.as_of.strftime(DAY)}
