"""Where a record hangs: session → notice → item → task → follow-up, each a link.

Every link leads only to what the actor may see; a step that is not visible is left out.
"""

from collections.abc import Iterable

from django.db.models import Model
from django.utils.translation import gettext as _

from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.followups.models import Sheet
from haicap.domain.meetings.models import Session
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor

Link = tuple[str, str | None, str]
DAY = "%d/%m/%Y"


def of_session(actor: Actor, session: Session) -> list[Link]:
    conclusions = Conclusion.objects.visible_to(actor).filter(session=session)
    sheets = Sheet.objects.visible_to(actor).filter(session=session)
    return [
        _here(_session_words(session)),
        *_notices_or_conclusions(actor, conclusions),
        *(_to(_sheet_words(sheet), sheet) for sheet in sheets),
    ]


def of_conclusion(actor: Actor, conclusion: Conclusion) -> list[Link]:
    notices = Notice.objects.visible_to(actor).filter(conclusion=conclusion)
    return [
        *_session(actor, conclusion.session_id),
        _here(_conclusion_words(conclusion)),
        *(_to(_notice_words(notice), notice) for notice in notices),
        *_sheets(actor, items=conclusion.items.all()),
    ]


def of_notice(actor: Actor, notice: Notice) -> list[Link]:
    return [
        *_session(actor, notice.conclusion.session_id),
        _here(_notice_words(notice)),
        *_sheets(actor, items=notice.conclusion.items.all()),
    ]


def of_item(actor: Actor, item: Item) -> list[Link]:
    return [
        *_session(actor, item.conclusion.session_id),
        *_notices_or_conclusions(
            actor, Conclusion.objects.visible_to(actor).filter(pk=item.conclusion_id)
        ),
        _here(_item_words(item)),
        *_sheets(actor, items=[item]),
    ]


def of_task(actor: Actor, task: Task) -> list[Link]:
    items = list(
        Item.objects.visible_to(actor)
        .filter(assignments__task=task)
        .select_related("conclusion", "conclusion__session")
    )
    if not items:
        return [_here(_task_words(task))]
    item = items[0]
    return [
        *_session(actor, item.conclusion.session_id),
        *_notices_or_conclusions(
            actor, Conclusion.objects.visible_to(actor).filter(pk=item.conclusion_id)
        ),
        _to(_item_words(item), item),
        _here(_task_words(task)),
        *_sheets(actor, items=items),
    ]


def of_recommendation(actor: Actor, recommendation: Recommendation) -> list[Link]:
    items = Item.objects.visible_to(actor).filter(responses__recommendation=recommendation)
    sheets = Sheet.objects.visible_to(actor).filter(rows__recommendation=recommendation).distinct()
    return [
        *_session(actor, recommendation.raised_at_id),
        _here(_("Recommendation")),
        *(_to(_item_words(item), item) for item in items),
        *(_to(_sheet_words(sheet), sheet) for sheet in sheets),
    ]


def of_report(actor: Actor, sessions: Iterable[Session], here: str) -> list[Link]:
    return [*(_to(_session_words(session), session) for session in sessions), _here(here)]


def _session(actor: Actor, session_id: int | None) -> list[Link]:
    sessions = Session.objects.visible_to(actor).filter(pk=session_id)
    return [_to(_session_words(session), session) for session in sessions]


def _notices_or_conclusions(actor: Actor, conclusions: Iterable[Conclusion]) -> list[Link]:
    """The notice where one announces the conclusion, else the conclusion itself."""
    links = []
    for conclusion in conclusions:
        notices = list(Notice.objects.visible_to(actor).filter(conclusion=conclusion))
        links += [_to(_notice_words(notice), notice) for notice in notices] or [
            _to(_conclusion_words(conclusion), conclusion)
        ]
    return links


def _sheets(actor: Actor, items: Iterable[Item]) -> list[Link]:
    sheets = Sheet.objects.visible_to(actor).filter(rows__item__in=items).distinct()
    return [_to(_sheet_words(sheet), sheet) for sheet in sheets.order_by("as_of")]


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
