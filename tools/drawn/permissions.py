"""The permission matrix: which position may make which move, read from the rules themselves."""

from collections.abc import Iterable

from haicap.foundation.access import needs_of
from haicap.foundation.workflow import Flow

from .states import NOTE, table

PREAMBLE = """\
# Who may do what

A row is a position held in the unit that the record names by this relation (`lead`: the unit
that leads the task; `issuer.office`: the office of the unit that issued it); ✓ means that the
rule of the move asks for this position. A rule may ask for more: evidence, another hand, a date;
then the page says so beside the greyed button. The house's own hand (the case loader, a
scheduled job) passes every rule of position. Whoever is not named here is refused."""


def page(flows: Iterable[Flow]) -> str:
    parts = [NOTE, PREAMBLE]
    for flow in flows:
        parts += [f"## {flow.name.replace('_', ' ').capitalize()}", _matrix(flow)]
    return "\n\n".join(parts) + "\n"


def _matrix(flow: Flow) -> str:
    verbs = list(flow.moves)
    holders: dict[tuple[str, str], set[str]] = {}
    for verb, move in flow.moves.items():
        for need in needs_of(move.rule):
            for kind in need.positions:
                holders.setdefault((need.relation, kind), set()).add(verb)
    rows = [
        [f"`{relation}`", kind, *("✓" if verb in may else "" for verb in verbs)]
        for (relation, kind), may in sorted(holders.items())
    ]
    free = [f"`{verb}`" for verb, move in flow.moves.items() if not needs_of(move.rule)]
    if free:
        rows.append(["", f"asks for no position by name: {', '.join(free)}", *([""] * len(verbs))])
    return table(["relation", "position", *(f"`{verb}`" for verb in verbs)], rows)
