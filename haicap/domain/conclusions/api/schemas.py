"""What goes in and out of the JSON door of conclusions."""

from datetime import date
from typing import Annotated, Literal

from ninja import Schema
from pydantic import Field

from haicap.domain.conclusions.actions import Ordered
from haicap.foundation.access.days import Day
from haicap.foundation.api.lists import CellProblemOut

Key = Annotated[str, Field(max_length=60)]
Text = Annotated[str, Field(max_length=10_000)]
Outcome = Literal["agreed", "not_agreed", "assigned", ""]
Fates = dict[int, Literal["keep", "cancel"]]


class UnitOut(Schema):
    """A unit, by the key under which /organisations knows it."""

    key: str
    name: str = Field(alias="full_name")


class RefusalOut(Schema):
    """A move that exists in this state and that you may not make, and why."""

    verb: str
    reason: str


class Movable(Schema):
    """What you may do with the record now, and whose turn it is."""

    open_verbs: list[str]
    refusals: list[RefusalOut]


class NoticeOut(Schema):
    """A notice; empty symbol: not issued yet; no recipients: not stated."""

    id: int
    conclusion_id: int
    issuer: UnitOut
    from_above: str
    """Who issued it, in words, where it came from a body above; `issuer` took it in."""
    document_type: str
    symbol: str
    issued_on: date | None
    summary: str
    replaces_id: int | None
    state: Literal["drafted", "issued", "recalled", "replaced"]
    is_simulated: bool
    has_simulated_moves: bool
    """It is real, but an example moved it: its state is no fact."""


class NoticeDetail(NoticeOut, Movable):
    recipients: list[UnitOut]
    opening: str
    further_recipients: str
    sign_prefix: str
    signed_for: str
    signed_by: str
    signer: str
    version: int
    """Say it when you change the draft."""
    missing: list[str]
    """What keeps a draft from being sent, in words."""


class ItemOut(Schema):
    """A sentence or point; lead null: not stated; number empty: not known."""

    id: int
    conclusion_id: int
    part: Literal["assessment", "tasks", "answers"]
    position: int
    number: str
    label: str
    text: str
    wording: Literal["own", "restated"]
    version: int
    """Say it when you change the item."""
    lead: UnitOut | None
    addressee: str
    carries_out_id: int | None = Field(description="Null: none, or not yours to see")
    is_simulated: bool
    communes: list[UnitOut]
    task_ids: list[int]
    """Those you may see."""
    recommendation_ids: list[int]


class PassageOut(Schema):
    """A task went over from an item of a replaced notice to one of the notice in its place."""

    task_id: int
    from_item_id: int
    to_item_id: int
    notice_id: int
    """The one that was replaced."""
    passed_on: date


class ItemDetail(ItemOut, Movable):
    passed_on: list[PassageOut]
    """Tasks that it ordered until a later document did."""
    taken_over: list[PassageOut]
    """Tasks that an item of a replaced notice ordered before."""


class ConclusionOut(Schema):
    id: int
    session_id: int | None = Field(
        alias="seen_session", description="Null: none, or not yours to see"
    )
    issuer: UnitOut
    concluded_by: str
    delivered_on: date | None
    title: str
    state: Literal["drafted", "delivered"]
    is_simulated: bool
    has_simulated_moves: bool
    """It is real, but an example moved it: its state is no fact."""
    notices: list[NoticeOut] = Field(alias="seen_notices")


class ConclusionDetail(ConclusionOut, Movable):
    items: list[ItemOut]


class ConclusionNarrowing(Schema):
    issuer: Key | None = None
    year: int | None = Field(None, ge=1976, le=2100)
    text: str = Field("", max_length=200)


class DraftIn(Schema):
    issuer: Key
    concluded_by: str = Field(max_length=300)
    title: str = Field(max_length=300)
    session: int | None = None
    secrecy: str = Field("", max_length=40)


class ItemIn(Schema):
    text: Text
    label: str = Field("", max_length=20)
    number: str = Field("", max_length=20)
    part: Literal["assessment", "tasks", "answers"] = "tasks"
    wording: Literal["own", "restated"] = "own"
    lead: Key | None = None
    addressee: str = Field("", max_length=300)
    communes: list[Key] = Field([], max_length=200)
    carries_out: int | None = None


class ItemEditIn(ItemIn):
    version: int


class PlaceIn(Schema):
    to: int


class RemovalIn(Schema):
    version: int


class ItemAnswerIn(Schema):
    recommendation: int
    text: Text
    outcome: Outcome = ""
    lead: Key | None = None


class AnswersIn(Schema):
    answers: list[ItemAnswerIn] = Field(max_length=200)


class DeliveryIn(Schema):
    delivered_on: Day


class ResponseIn(Schema):
    recommendation: int
    outcome: Outcome = ""


class AssignmentIn(Schema):
    lead: Key | None = None
    text: Text | None = None
    verifier: Key | None = None
    coordinating: list[Key] = Field([], max_length=200)
    product: str = Field("", max_length=500)
    assigned_on: Day | None = None
    due_on: Day | None = None
    due_precision: Literal["day", "month", "quarter", "year", "regular", "unstated"] = "unstated"
    overlaps_seen: bool = False


class AssignmentOut(Schema):
    item_id: int
    task_id: int


class WordsIn(Schema):
    """What stands in the document beside the items."""

    recipients: list[Key] = Field([], max_length=500)
    summary: str = Field("", max_length=500)
    opening: str = Field("", max_length=5_000)
    further_recipients: str = Field("", max_length=5_000)
    sign_prefix: str = Field("", max_length=10)
    signed_for: str = Field("", max_length=300)
    signed_by: str = Field("", max_length=300)
    signer: str = Field("", max_length=200)
    secrecy: str = Field("", max_length=40)


class NoticeIn(WordsIn):
    issuer: Key
    document_type: str = Field("TB", max_length=20)


class NoticeEditIn(WordsIn):
    version: int


class IssueIn(Schema):
    symbol: str = Field("", max_length=60)
    """Empty: the next number of the series."""
    issued_on: Day
    term: str = Field("", max_length=20)
    overlaps_seen: bool = False
    """Other documents ask the same with another day or lead, and that is known."""


class RecallIn(Schema):
    reason: str = Field(max_length=2_000)
    tasks: Fates = {}
    """Of every task that is left open: does it stay?"""


class ReplacementIn(Schema):
    by: int
    tasks: Fates = {}
    over: dict[int, int] = {}
    """Task → the item of the new conclusion that orders it from here on."""


class DocumentIn(Schema):
    receiver: Key
    from_above: str = Field(max_length=300)
    symbol: str = Field(max_length=60)
    issued_on: Day
    title: str = Field(max_length=300)
    items: list[Text] = Field(max_length=500)
    secrecy: str = Field("", max_length=40)


class FormIn(Schema):
    form: Literal["pdf", "docx"] = "pdf"


class OrderedOut(Schema):
    """A line of a list: the task that an item would order."""

    row: int = Field(alias="task.row")
    item_id: int = Field(alias="item.pk")
    label: str = Field(alias="item.label")
    text: str = Field(alias="task.text")
    lead: str = Field(alias="task.lead.key")
    verifier: str | None
    coordinating: list[str]
    product: str = Field(alias="task.product")
    assigned_on: date = Field(alias="task.assigned_on")
    due_on: date | None = Field(alias="task.due_on")
    due_precision: str = Field(alias="task.due_precision")

    @staticmethod
    def resolve_verifier(line: Ordered) -> str | None:
        return line.task.verifier.key if line.task.verifier else None

    @staticmethod
    def resolve_coordinating(line: Ordered) -> list[str]:
        return [unit.key for unit in line.task.coordinating]


class OrderedListOut(Schema):
    """What would be assigned, and every cell that stands in the way."""

    planned: list[OrderedOut]
    problems: list[CellProblemOut]


class OrderedTasks(Schema):
    """The numbers of the tasks, in the order of the list."""

    tasks: list[int]
