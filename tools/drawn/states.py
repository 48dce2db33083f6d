"""One page a flow: the picture of its states, whose turn it is, its moves and who makes them."""

from collections.abc import Iterable, Sequence

from django.apps import apps
from django.db import models

from haicap.foundation.access import Need, needs_of
from haicap.foundation.workflow import Flow

NOTE = "<!-- Drawn from the code by bin/fix; bin/check compares. Do not edit. -->"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def page(flow: Flow) -> str:
    title = flow.name.replace("_", " ").capitalize()
    return (
        "\n\n".join(
            [
                NOTE,
                f"# {title}: states and moves",
                f"```mermaid\n{flow.as_mermaid()}\n```",
                "## States",
                table(["state", "word", "whose turn"], _states(flow)),
                "## Moves",
                "The positions are those the rule asks for; further conditions stand in the rule.",
                table(["move", "button", "from", "to", "by"], _moves(flow)),
            ]
        )
        + "\n"
    )


def positions(need: Need) -> str:
    """One need in words: “head, deputy of `lead`”."""
    return f"{', '.join(sorted(need.positions))} of `{need.relation}`"


def _states(flow: Flow) -> Iterable[list[str]]:
    words = words_of(flow)
    for state, who in flow.awaits.items():
        yield [f"`{state}`", words.get(str(state), ""), str(who) if who else "nobody: final"]


def _moves(flow: Flow) -> Iterable[list[str]]:
    for move in flow.moves.values():
        starts = [str(state) for state in flow.awaits if state in move.from_states]
        needs = needs_of(move.rule)
        yield [
            f"`{move.verb}`",
            str(move.label),
            ", ".join(f"`{state}`" for state in starts),
            f"`{move.to_state}`" if move.to_state else "(stays)",
            "; ".join(positions(need) for need in needs) or "no position asked: see the rule",
        ]


def model_of(flow: Flow) -> type[models.Model] | None:
    """The model whose records go this way: the one of the flow's name."""
    name = flow.name.replace("_", "")
    return next((each for each in _ours() if each._meta.model_name == name), None)


def _ours() -> list[type[models.Model]]:
    """Models of the rooms; Django has a `session` of its own."""
    return [each for each in apps.get_models() if each.__module__.startswith("haicap.domain.")]


def words_of(flow: Flow) -> dict[str, str]:
    """State → the word people read."""
    model = model_of(flow)
    if model is None:
        return {}
    choices = model._meta.get_field("state").flatchoices
    return {str(value): str(word) for value, word in choices}
