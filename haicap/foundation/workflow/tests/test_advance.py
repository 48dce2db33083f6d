"""A state changes by its move alone."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from haicap.foundation.access import Actor
from haicap.foundation.workflow import FLOWS, Flow, IllegalMove, Move, advance


def door(state):
    """A thing with a state, in no table."""
    return SimpleNamespace(state=state)


@pytest.fixture
def flow():
    opened = Move("open", frozenset({"shut"}), "open", lambda actor, thing: None, "Open")
    yield Flow("door", opened, initial="shut", awaits={"shut": "the porter", "open": None})
    del FLOWS["door"]


def test_a_move_that_does_not_exist_from_here_is_told_by_its_label(flow):
    with pytest.raises(IllegalMove, match="Open"):
        advance(flow, "open", actor=Actor("Ana"), thing=door("open"))


def test_a_sentence_of_refusal_is_in_the_language_of_the_one_who_asks(flow):
    said = set()
    for language in ("en", "vi"):
        with translation.override(language), pytest.raises(IllegalMove) as told:
            advance(flow, "open", actor=Actor("Ana"), thing=door("open"))
        said.add(str(told.value))
    assert len(said) == 2


def test_a_move_may_leave_the_state_as_it_is(flow):
    kept = Move("paint", frozenset({"shut", "open"}), None, lambda actor, thing: None, "Paint")
    assert [kept.leads_to(state) for state in ("shut", "open")] == ["shut", "open"]
    painted = Flow("wall", kept, initial="shut", awaits={"shut": "x", "open": "y"})
    del FLOWS["wall"]
    assert "shut --> shut : paint" in painted.as_mermaid()
