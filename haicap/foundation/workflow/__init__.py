"""States that change only by named moves.

A room lists its moves as data; `advance` is the only code that changes a state.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import models, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Refusal, Refused, Rule
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.writing import record
from haicap.foundation.ledger.settling import settle

Words = str | Promise


class Stateful(models.Model):
    """A record whose state changes only through `advance`.

    A class defines `State` (TextChoices), a `state` field with its default, and a check
    constraint `<name>_state_is_known`.
    """

    state = models.CharField(max_length=20, editable=False)
    has_simulated_moves = models.BooleanField(default=False, editable=False)
    """Somebody of an example moved it: where it stands is no fact, though it itself may be."""

    class Meta:
        abstract = True


@dataclass(frozen=True)
class Move:
    """From where, to where, by whom, on what condition; `label` is the button's word."""

    verb: str
    from_states: Set[str]
    to_state: str | None
    """None: it changes something else, and the record stays in the state it is in."""
    rule: Rule
    label: Words

    def leads_to(self, state: str) -> str:
        """The state after this move, made from a state."""
        return state if self.to_state is None else self.to_state


class MoveFailed(Exception):
    """Nothing was changed. Shown to people as a conflict (409)."""


class IllegalMove(MoveFailed):
    """The move does not exist from this state."""


class LostRace(MoveFailed):
    """Someone else moved the record first; reload and look again."""


@dataclass(frozen=True)
class OpenMove:
    """A move that exists from here, and why this actor may not make it, if so."""

    verb: str
    label: Words
    refusal: Refusal | None

    @property
    def is_allowed(self) -> bool:
        return self.refusal is None


class Flow:
    """The states and moves of one kind of record.

    `awaits` says for each state whose turn it is, in words; a final state awaits nobody.
    """

    def __init__(
        self, name: str, *moves: Move, initial: str, awaits: Mapping[str, Words | None]
    ) -> None:
        self.name, self.initial, self.awaits = name, initial, awaits
        self.moves: Mapping[str, Move] = {move.verb: move for move in moves}
        FLOWS[name] = self

    def moves_from(self, state: str) -> Iterable[Move]:
        return (move for move in self.moves.values() if state in move.from_states)

    def open_moves(self, actor: Actor, thing: Stateful) -> list[OpenMove]:
        """What the buttons show: every move that exists from here, refused ones with their why."""
        return [
            OpenMove(move.verb, move.label, move.rule(actor, thing))
            for move in self.moves_from(thing.state)
        ]

    def open_verbs(self, actor: Actor, thing: Stateful) -> list[str]:
        """The verbs this actor may use on this record now: what the API offers."""
        return [move.verb for move in self.open_moves(actor, thing) if move.is_allowed]

    def is_final(self, state: str) -> bool:
        return not any(True for _move in self.moves_from(state))

    def as_mermaid(self) -> str:
        """The state diagram, as text that a Markdown page shows as a picture."""
        lines = ["stateDiagram-v2", f"    [*] --> {self.initial}"]
        for move in self.moves.values():
            lines += [
                f"    {state} --> {move.leads_to(state)} : {move.verb}"
                for state in sorted(move.from_states)
            ]
        lines += [f"    {state} --> [*]" for state in self.awaits if self.is_final(state)]
        return "\n".join(lines)


FLOWS: dict[str, Flow] = {}


def advance(
    flow: Flow,
    verb: str,
    *,
    actor: Actor,
    thing: Stateful,
    effective_on: date | None = None,
    changes: Mapping[str, Any] | None = None,
    **details: Any,
) -> Entry:
    """Make one move: check it, change the state, the journal and the figures. All or nothing.

    `changes` are other fields that change with the state, in the same statement. Raises
    Refused (the rule says no), IllegalMove (not from this state) or LostRace (someone was
    faster). After a failure further out, reload the object: it may hold the new state.
    """
    move = flow.moves[verb]
    changes = dict(changes or {})
    if actor.is_simulated:
        changes["has_simulated_moves"] = True
    if thing.state not in move.from_states:
        raise IllegalMove(_not_from_here(move, thing))
    with transaction.atomic():
        if refusal := move.rule(actor, thing):
            raise _why_not(refusal, thing)
        # Compare-and-swap: two people may have opened the same page.
        same = type(thing)._default_manager.filter(pk=thing.pk, state=thing.state)
        before, after = thing.state, move.leads_to(thing.state)
        if same.update(state=after, **changes) != 1:
            raise LostRace(_("Someone was faster: here is how it stands now."))
        thing.state = after
        for name, value in changes.items():
            setattr(thing, name, value)
        settle(thing)
        return record(
            actor=actor,
            event=f"{flow.name}.{verb}",
            subject=thing,
            effective_on=effective_on,
            before=before,
            after=after,
            **details,
        )


def _why_not(refusal: Refusal, thing: Stateful) -> Exception:
    """A rule may say no only because somebody else moved the record meanwhile: then say that."""
    if type(thing)._default_manager.filter(pk=thing.pk, state=thing.state).exists():
        return Refused(refusal)
    return LostRace(_("Someone was faster: here is how it stands now."))


def _not_from_here(move: Move, thing: Stateful) -> str:
    display = getattr(thing, "get_state_display", lambda: thing.state)()
    return _("“%(move)s” is not possible now: the state is “%(state)s”.") % {
        "move": move.label,
        "state": display,
    }
