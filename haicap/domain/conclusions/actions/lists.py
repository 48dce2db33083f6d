"""The tasks of a conclusion from a list: each line names the item that orders it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.domain.conclusions.models import Conclusion, Item
from haicap.domain.conclusions.rules import may_assign_by_list
from haicap.domain.organisations.models import Unit
from haicap.domain.tasks.actions import take_once
from haicap.domain.tasks.models import Task
from haicap.domain.tasks.queries.sheets import ASSIGNMENTS, AssignmentReader, PlannedTask, Problem
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.files.models import StoredFile
from haicap.foundation.search.folding import fold
from haicap.foundation.spreadsheets.reading import Row
from haicap.foundation.spreadsheets.writing import as_xlsx

from .assigning import assign_task, check_day, check_lead, is_announced
from .entering import check_overlaps

COLUMNS: Mapping[str, str | Promise] = {
    "item": gettext_lazy("Item"),
    **{key: label for key, label in ASSIGNMENTS.items() if key != "issuer"},
}


@dataclass(frozen=True)
class Ordered:
    """One line that can be taken: the item and the task it orders."""

    item: Item
    task: PlannedTask


@dataclass(frozen=True)
class OrderedList:
    """What a file came to: the tasks to order, and every cell that stands in the way."""

    planned: list[Ordered] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def order_template(conclusion: Conclusion) -> bytes:
    """The items of the conclusion that have no task yet, to be filled in with who leads."""
    unassigned = conclusion.items.filter(part=Item.Part.TASKS).exclude(
        pk__in=conclusion.items.exclude(assignments__task__state__in=Task.DROPPED)
        .filter(assignments__isnull=False)
        .values("pk")
    )
    rows = [
        {"item": item.label, "text": item.text, "lead": str(item.lead or "")}
        for item in unassigned.select_related("lead").order_by("position")
    ]
    cells = [[row.get(key) for key in COLUMNS] for row in rows]
    return as_xlsx(_("Tasks"), [str(name) for name in COLUMNS.values()], cells)


def examine_orders(conclusion: Conclusion, content: bytes, *, actor: Actor) -> OrderedList:
    """What `take_orders` would make of an XLSX, and every cell in its way; writes nothing.

    Raises Invalid for a file that is no list at all.
    """
    reader = _Reader(content, actor=actor, conclusion=conclusion)
    found = reader.read()
    planned = [Ordered(reader.item_of[each.row], each) for each in found.planned]
    return OrderedList(planned, found.problems)


@transaction.atomic
def take_orders(
    conclusion: Conclusion,
    planned: list[Ordered],
    *,
    actor: Actor,
    file: StoredFile,
    overlaps_seen: bool = False,
) -> list[Task]:
    """Assign all tasks of a list by their items, or none. A list is taken once.

    As with one task, `overlaps_seen` is wanted where the notice is issued already and another
    document asks the same of a unit.
    """
    require(may_assign_by_list(actor, conclusion))
    take_once(file, "item.take_list", actor=actor, count=len(planned))
    made = [
        assign_task(each.item, actor=actor, overlaps_seen=True, **each.task.given)
        for each in planned
    ]
    if not actor.is_house and is_announced(conclusion):
        check_overlaps(made, overlaps_seen, actor)
    return made


class _Reader(AssignmentReader):
    """Besides, the item of each line, and whether it orders such a task."""

    columns = COLUMNS
    required = ("item", "text", "lead")

    def __init__(self, content: bytes, *, actor: Actor, conclusion: Conclusion) -> None:
        super().__init__(content, actor=actor)
        self._issuer = conclusion.issuer
        self._items: dict[str, list[Item]] = {}
        self.item_of: dict[int, Item] = {}
        self._row_of_lead: dict[tuple[int, int], int] = {}
        items = conclusion.items.select_related("lead", "conclusion__issuer__office")
        for item in items.prefetch_related("communes"):
            for name in {fold(item.label), fold(item.number)} - {""}:
                self._items.setdefault(name, []).append(item)

    def issuer_of(self, row: Row) -> Unit | None:
        return self._issuer

    def there_already(self, _planned: object) -> dict[tuple[int, int, str], int]:
        """The same words may stand in two documents: that is asked about, not refused."""
        return {}

    def check(self, row: Row, task: Task) -> None:
        item = self._item(row)
        if item is None:
            return
        self.item_of[row.number] = item
        place = item.pk, task.lead.pk
        if place in self._row_of_lead:
            reason = _("Row %(row)s gives this unit a task of the same item.")
            self.cells.tell(row, "lead", reason % {"row": self._row_of_lead[place]})
        self._row_of_lead.setdefault(place, row.number)
        try:
            check_lead(item, task.lead)
            check_day(item, task.assigned_on)
        except Invalid as invalid:
            self.cells.tell(row, invalid.field, invalid.reason)

    def _item(self, row: Row) -> Item | None:
        named = self._items.get(fold(row.text("item")), [])
        if row.text("item") and len(named) != 1:
            known = ", ".join(dict.fromkeys(each[0].label for each in self._items.values()))
            none = _("The conclusion has no such item. It has: %(known)s.")
            several = _("Several items are called so. Write one of: %(known)s.")
            reason = (several if named else none) % {"known": known}
            self.cells.tell(row, "item", reason)
        return named[0] if len(named) == 1 else None
