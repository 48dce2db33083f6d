"""Who may do what, and what is sent to do it: by hand, beside the rules and not from them.

A record that is named here is in the state in which the deed is possible, and what is sent is
complete: whoever is not named is refused for who they are.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from haicap.domain.conclusions.notices import tasks_left_by
from haicap.domain.organisations.models import Appointment

from .people import (
    ADMINISTRATOR,
    CHAIR,
    CLERK,
    FINANCE,
    GROUP,
    LOC_BINH,
    MAU_SON,
    NOBODY,
    PARTY,
    SECRETARY,
    SIGNED_IN,
    STATE,
    THE_DEPARTMENT,
    THE_GROUP,
    People,
)
from .world import World

Sent = Mapping[str, Any]
Sending = Sent | Callable[[World, str], Sent]
THE_CLERK = frozenset({CLERK})
CONVENERS = PARTY | THE_GROUP


@dataclass(frozen=True)
class Deed:
    """On which records it is tried, and who may do it there; "" is a deed on no record yet.

    `form` is what the page sends, `json` what a program sends (the same where it is not said),
    `opened_by` who is shown the form of a deed on no record yet.
    """

    may: Mapping[str, People]
    form: Sending
    json: Sending | None = None
    opened_by: People = NOBODY
    only_offered_to: People | None = None
    """Who finds the form on the page; others may do it all the same, as a program does."""
    kind: str = ""
    """Of the records, where `may` names none."""

    def sent(self, world: World, name: str, *, as_json: bool) -> Sent:
        sending = self.json if as_json and self.json is not None else self.form
        return sending(world, name) if callable(sending) else sending


def both(thing: str, people: People | tuple[People, People]) -> dict[str, People]:
    """The same thing of Lộc Bình and of Mẫu Sơn, done by the same people or by each its own."""
    own, other = people if isinstance(people, tuple) else (people, people)
    return {f"own {thing}": own, f"other {thing}": other}


EACH = (LOC_BINH, MAU_SON)
COMMUNES = {"own": "06529", "other": "06541", "state": "06541"}
DAY = "01/03/2026"


def side_of(name: str) -> str:
    return name.split()[0]


def _commune(_world: World, name: str) -> Sent:
    return {"commune": COMMUNES[side_of(name)], "place": "Trụ sở xã"}


def _issuer(_world: World, name: str) -> Sent:
    return {"issuer": "20.vpub" if side_of(name) == "state" else "20.vptu", "document_type": "TB"}


def _report(world: World, name: str) -> Sent:
    # Given by the commune of the session, and not at this one yet.
    return {"report": world.one(f"{side_of(name)} report").pk}


def _recommendation(world: World, name: str) -> Sent:
    return {"recommendation": world.one(f"{side_of(name)} routed recommendation").pk}


def _other(world: World, name: str) -> Sent:
    return {"other": world.one(f"{side_of(name)} routed recommendation").pk}


def _asked(world: World, name: str) -> int:
    """A recommendation of the session that is concluded; it is raised there for the trial."""
    asked = world.one(f"{side_of(name)} routed recommendation")
    type(asked).objects.filter(pk=asked.pk).update(raised_at=world.one(name).session_id)
    return int(asked.pk)


def _answers(world: World, name: str) -> Sent:
    return {f"text-{_asked(world, name)}": "Đồng ý."}


def _answers_json(world: World, name: str) -> Sent:
    return {"answers": [{"recommendation": _asked(world, name), "text": "Đồng ý."}]}


def _recall(world: World, name: str) -> Sent:
    return REASON | {f"task-{task.pk}": "keep" for task in tasks_left_by(world.one(name))}


def _recall_json(world: World, name: str) -> Sent:
    return REASON | {"tasks": {task.pk: "keep" for task in tasks_left_by(world.one(name))}}


def _second_notice(world: World, name: str) -> Sent:
    return {"by": world.one(f"{side_of(name)} second notice").pk}


def _session(world: World, name: str) -> Sent:
    return {"session": world.one(name).pk}


def _handed_over(_world: World, name: str) -> Sent:
    lead = "20.so-noi-vu" if side_of(name) == "state" else f"{COMMUNES[side_of(name)]}.ubnd"
    return REASON | {"lead": lead, "act": "Quyết định 1/QĐ-UBND"}


def _somebody(_world: World, name: str) -> Sent:
    commune = COMMUNES[side_of(name)]
    held = Appointment.objects.filter(position__unit__key=f"{commune}.vp-ubnd")
    return {"person": held.order_by("pk")[0].pk}


def _part(_world: World, name: str) -> Sent:
    lead = "20.so-tai-chinh" if side_of(name) == "state" else COMMUNES[side_of(name)]
    return {"lead": lead, "text": "Một phần", "due_precision": "unstated"}


AMOUNT = {"value": "12", "bound": "exact"}
TITLED = {"title": "Một việc", "period": "Năm 2025", "units": ["06529"]}
PLAN = {"title": "Một buổi", "convened_by": "20.tinh-uy", "communes": ["06529"]}
ASKED = {"text": "Một việc", "category": "STAFF", "addressed_to": "20.tinh-uy"}
RECEIVED = {
    "receiver": "20.tinh-uy",
    "from_above": "Chính phủ",
    "symbol": "77/NQ-CP",
    "title": "Một văn bản",
}
DRAFT = {"title": "Kết luận", "issuer": "20.tinh-uy", "concluded_by": "Bí thư Tỉnh ủy"}
ORDER = {"lead": "20.so-noi-vu", "text": "Một việc", "due_precision": "unstated"}
REASON = {"reason": "Vì một lẽ"}
LATER, LATER_JSON = {"due_on": "01/03/2099"}, {"due_on": "2099-03-01"}
THE_CHAIR = frozenset({CHAIR})

DEEDS: Mapping[str, Deed] = {
    "change the password": Deed({"": NOBODY}, {}, opened_by=STATE | {ADMINISTRATOR}),
    "name an e-mail address": Deed(
        {"": NOBODY}, {"email": "x@example.vn"}, opened_by=frozenset(SIGNED_IN)
    ),
    "set up a second factor": Deed({"": NOBODY}, {}, opened_by=STATE | {ADMINISTRATOR}),
    "submit a report": Deed(
        {"": LOC_BINH},
        TITLED,
        opened_by=LOC_BINH | MAU_SON | {SECRETARY, GROUP, FINANCE},
    ),
    "add a statement": Deed(
        both("report", EACH) | {"state report": MAU_SON}, {"text": "Một kết quả"}
    ),
    "report a figure": Deed(
        both("report", EACH) | {"state report": MAU_SON},
        AMOUNT | {"indicator": "procedures-received"},
    ),
    "correct a figure": Deed(both("figure", EACH) | {"state figure": MAU_SON}, AMOUNT | REASON),
    "report progress": Deed(
        # An officer of a department drafts, and its head signs: a statute of the province.
        both("task", EACH) | {"state task": NOBODY},
        {"text": "Đang làm", "percent": 10},
    ),
    "draft a task report": Deed(
        both("task", EACH) | {"state task": THE_DEPARTMENT}, {"text": "Đang làm", "percent": 10}
    ),
    "revise a draft": Deed(both("draft", EACH), {"text": "Đang làm", "percent": 20}),
    "submit a draft": Deed(both("draft", EACH), {}),
    "approve a draft": Deed(both("submitted draft", (THE_CHAIR, NOBODY)), {}),
    "send a draft back": Deed(both("submitted draft", (THE_CHAIR, NOBODY)), REASON),
    "repeat a task": Deed(
        both("regular task", (PARTY | THE_CHAIR, PARTY)), {"every": "month", "day": 25}
    ),
    "hand a task to a person": Deed(both("task", (THE_CHAIR, NOBODY)), _somebody),
    "involve a unit": Deed(
        both("task", (PARTY | THE_CHAIR, PARTY)) | {"state task": STATE}, {"unit": "20.so-y-te"}
    ),
    "report a contribution": Deed(
        both("contribution", THE_DEPARTMENT), {"text": "Đã góp ý", "percent": 50}
    ),
    "ask a contribution": Deed(
        both("contribution", (PARTY | LOC_BINH, PARTY | MAU_SON)), {"asked": "Góp ý"}
    ),
    "verify a task": Deed(both("reported task", THE_GROUP), {}),
    "return a task": Deed(both("reported task", THE_GROUP), REASON),
    "cancel a task": Deed(both("task", PARTY) | {"state task": STATE}, REASON),
    "acknowledge a task": Deed(both("task", EACH) | {"state task": THE_DEPARTMENT}, {}),
    "ask for time": Deed(
        both("dated task", (THE_CHAIR, NOBODY)), LATER | REASON, LATER_JSON | REASON
    ),
    "extend a task": Deed(both("asking task", PARTY), {}),
    "refuse time": Deed(both("asking task", PARTY), REASON),
    "withdraw a request": Deed(both("asking task", (THE_CHAIR, NOBODY)), {}),
    "suspend a task": Deed(both("task", PARTY) | {"state task": STATE}, REASON),
    "resume a task": Deed(both("suspended task", PARTY), REASON),
    "hand over a task": Deed(
        both("task", (PARTY | THE_CHAIR, PARTY)) | {"state task": STATE}, _handed_over
    ),
    "split a task": Deed(both("task", (PARTY | THE_CHAIR, PARTY)) | {"state task": STATE}, _part),
    "plan a session": Deed({"": PARTY}, PLAN, opened_by=CONVENERS | STATE),
    "hold a session": Deed(both("planned session", PARTY), {}),
    "conclude a session": Deed(both("session", PARTY) | {"state session": STATE}, {}),
    "reschedule a session": Deed(
        both("planned session", PARTY),
        REASON | {"held_on": DAY},
        REASON | {"held_on": "2026-03-01"},
    ),
    "cancel a session": Deed(both("planned session", PARTY), REASON),
    "add a participant": Deed(
        both("session", PARTY) | {"state session": STATE},
        {"role": "speaker", "person_name": "Ana"},
    ),
    "add to the agenda": Deed(
        both("session", PARTY) | {"state session": STATE}, {"text": "Một việc"}
    ),
    "record a visit": Deed(
        both("session", PARTY) | both("second session", CONVENERS) | {"state session": STATE},
        _commune,
    ),
    "give a report": Deed(
        both("second session", (PARTY | LOC_BINH, PARTY | MAU_SON)),
        _report,
        only_offered_to=PARTY,
    ),
    "raise a recommendation": Deed(
        {"": LOC_BINH},
        ASKED | {"raised_by": "06529"},
        ASKED | {"raised_by": ["06529"]},
        opened_by=LOC_BINH | MAU_SON,
    ),
    "route a recommendation": Deed(both("recommendation", PARTY), {"to": ["20.so-noi-vu"]}),
    "answer a recommendation": Deed(
        both("routed recommendation", THE_DEPARTMENT)
        | {"state routed recommendation": THE_DEPARTMENT},
        {"text": "Sẽ bố trí", "document": "1/STC-NS", "result": "resolved"},
    ),
    "send a recommendation to others": Deed(
        both("routed recommendation", PARTY) | {"state routed recommendation": STATE},
        REASON | {"to": ["20.so-noi-vu"]},
    ),
    "ask communes to join": Deed(
        both("recommendation", (PARTY | LOC_BINH, PARTY | MAU_SON)), {"communes": ["06526"]}
    ),
    "decide on twins": Deed(
        both("recommendation", PARTY),
        lambda world, name: _other(world, name) | {"is_same": "no"},
        lambda world, name: _other(world, name) | {"is_same": False},
    ),
    "close a recommendation": Deed(
        both("answered recommendation", EACH),
        {"is_satisfied": "yes", "ending": "resolved"},
        {"is_satisfied": True, "ending": "resolved"},
    ),
    "reopen a recommendation": Deed(both("answered recommendation", EACH), REASON),
    "draft a conclusion": Deed({"": PARTY}, DRAFT, opened_by=CONVENERS | STATE | {CHAIR}),
    "add an item": Deed(
        both("draft conclusion", PARTY) | {"state draft conclusion": STATE},
        {"text": "Một việc", "part": "tasks", "wording": "own"},
    ),
    "change an item": Deed(
        both("draft item", PARTY) | {"state draft item": STATE},
        {"text": "Việc khác", "part": "tasks", "wording": "own", "version": 1},
    ),
    "move an item": Deed(both("draft item", PARTY) | {"state draft item": STATE}, {"to": 1}),
    "take an item out": Deed(
        both("draft item", PARTY) | {"state draft item": STATE}, {"version": 1}
    ),
    "answer the recommendations": Deed(
        both("draft conclusion", PARTY) | {"state draft conclusion": STATE}, _answers, _answers_json
    ),
    "enter a document": Deed(
        {"": PARTY},
        RECEIVED | {"issued_on": DAY, "items": "Một việc."},
        RECEIVED | {"issued_on": "2026-03-01", "items": ["Một việc."]},
        opened_by=CONVENERS | STATE | {CHAIR},
    ),
    "change a draft notice": Deed(both("draft notice", PARTY), {"version": 1}),
    "deliver a conclusion": Deed(
        both("draft conclusion", PARTY) | {"state draft conclusion": STATE},
        {"delivered_on": DAY},
        {"delivered_on": "2026-03-01"},
    ),
    "draft a notice": Deed(both("conclusion", PARTY) | {"state conclusion": STATE}, _issuer),
    "assign a task": Deed(
        both("item", PARTY) | {"state item": STATE},
        ORDER | {"assigned_on": DAY},
        ORDER | {"assigned_on": "2026-03-01"},
    ),
    "note a response": Deed(both("item", PARTY), _recommendation),
    "issue a notice": Deed(
        both("draft notice", THE_CLERK),
        {"symbol": "901-TB/VPTU", "issued_on": DAY, "overlaps_seen": "on"},
        {"symbol": "901-TB/VPTU", "issued_on": "2026-03-01", "overlaps_seen": True},
    ),
    "recall a notice": Deed(
        both("notice", THE_CLERK) | {"state notice": STATE}, _recall, _recall_json
    ),
    "replace a notice": Deed(both("notice", THE_CLERK), _second_notice),
    "draw up a sheet": Deed(both("session", PARTY) | {"state session": STATE}, {}, _session),
    "settle a sheet": Deed(both("sheet", CONVENERS) | {"shared sheet": CONVENERS}, {}),
}
