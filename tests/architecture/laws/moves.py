"""Is every state a place one can come to, and leave, and does every move have its words?"""

from collections.abc import Callable, Iterable, Mapping

from django.db import models
from django.utils import translation

from haicap.foundation.journal.catalogue import Event
from haicap.foundation.workflow import Flow


def unreachable(flow: Flow) -> list[str]:
    """States that no way of moves leads to from the beginning."""
    reached, ahead = set(), [flow.initial]
    while ahead:
        state = ahead.pop()
        if state not in reached:
            reached.add(state)
            ahead += [move.leads_to(state) for move in flow.moves_from(state)]
    return [
        f"{flow.name}: nothing leads to “{each}”" for each in flow.awaits if each not in reached
    ]


def stuck(flow: Flow) -> list[str]:
    """States that wait for somebody who has no move, and final states that can be left."""
    wrong = []
    for state, who in flow.awaits.items():
        if flow.is_final(state) and who is not None:
            wrong.append(f"{flow.name}: “{state}” waits for {who}, but nothing can be done")
        if not flow.is_final(state) and not who:
            wrong.append(f"{flow.name}: “{state}” does not say whose turn it is")
    return wrong


def endless(flow: Flow) -> list[str]:
    """States from which no end can be reached, in a flow that has an end."""
    ends = {state for state in flow.awaits if flow.is_final(state)}
    before = dict.fromkeys(ends)
    ahead = list(ends)
    while ahead:
        state = ahead.pop()
        for move in flow.moves.values():
            if move.to_state == state:
                new = set(move.from_states) - set(before)
                before |= dict.fromkeys(new)
                ahead += new
    return [
        f"{flow.name}: no way from “{state}” to an end"
        for state in flow.awaits
        if ends and state not in before
    ]


def unknown_states(flow: Flow) -> list[str]:
    """States that moves name and `awaits` does not, or the other way round."""
    named = {flow.initial} | {
        state
        for move in flow.moves.values()
        for start in move.from_states
        for state in (start, move.leads_to(start))
    }
    return [
        f"{flow.name}: “{state}” stands only in {'moves' if state in named else 'awaits'}"
        for state in sorted(named ^ set(flow.awaits))
    ]


def strangers(flow: Flow, model: type[models.Model]) -> list[str]:
    """Where the states of the flow and of its model differ."""
    state = model._meta.get_field("state")
    wrong = [
        f"{flow.name}: “{each}” is not a state of both flow and {model.__name__}"
        for each in sorted({value for value, _word in state.choices or ()} ^ set(flow.awaits))
    ]
    if state.default != flow.initial:
        wrong.append(f"{flow.name} begins at {flow.initial}, {model.__name__} at {state.default}")
    return wrong


def silent_moves(flow: Flow, events: Mapping[str, Event]) -> list[str]:
    """Moves that no `events.py` tells."""
    return [
        f"{flow.name}.{verb} is not declared in an events.py"
        for verb in flow.moves
        if f"{flow.name}.{verb}" not in events
    ]


def untold(events: Iterable[Event], vietnamese: Callable[[str], str]) -> list[str]:
    """Events whose sentence is missing in English or in Vietnamese, or names other details."""
    wrong = []
    for event in events:
        with translation.override(None):
            english = str(event.sentence)
        told = vietnamese(english)
        if not english or not told:
            wrong.append(
                f"{event.name} has no sentence in {'Vietnamese' if english else 'English'}"
            )
        elif _details(english) != _details(told):
            wrong.append(f"{event.name}: the Vietnamese sentence names other details: {told}")
    return wrong


def _details(sentence: str) -> set[str]:
    return {part.split(")s")[0] for part in sentence.split("%(")[1:]}
