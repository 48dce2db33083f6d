"""Every state can be reached, says whose turn it is and can be left; every move has its words."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.utils.module_loading import autodiscover_modules

from haicap.foundation.access import Actor
from haicap.foundation.journal.catalogue import Event, declared
from haicap.foundation.workflow import FLOWS, Flow, Move, Stateful
from tools.drawn import words as drawn_words
from tools.drawn.states import model_of

from .conftest import Plant
from .laws import moves, words
from .laws.source import ROOT

autodiscover_modules("rules", "events", "jobs", "reactions")

# Flows that tests of the foundation make for themselves are not the house's.
STATEFUL = [
    each
    for each in apps.get_models()
    if issubclass(each, Stateful) and each.__module__.startswith("haicap.domain.")
]
OURS = [flow for flow in FLOWS.values() if model_of(flow) in STATEFUL]
TOLD = [event for event in declared().values() if not event.name.startswith("test.")]


@pytest.fixture(autouse=True)
def _planted_flows_are_taken_out_again() -> Iterator[None]:
    before = dict(FLOWS)
    yield
    FLOWS.clear()
    FLOWS.update(before)


def anybody(actor: Actor, thing: object) -> None:
    return None


def lamp(*, awaits: dict[str, str | None], **moves_by_verb: tuple[str, str]) -> Flow:
    """A flow of a lamp: `verb=(from, to)`."""
    return Flow(
        "lamp",
        *(
            Move(verb, frozenset({start}), end, anybody, verb)
            for verb, (start, end) in moves_by_verb.items()
        ),
        initial="off",
        awaits=awaits,
    )


SOUND = {"light": ("off", "on"), "smash": ("on", "broken")}


def test_every_record_with_a_state_has_its_flow() -> None:
    assert sorted(model.__name__ for model in STATEFUL) == sorted(
        model.__name__ for flow in OURS if (model := model_of(flow))
    )


@pytest.mark.parametrize("flow", OURS, ids=lambda flow: flow.name)
def test_the_states_of_a_flow_hold_together(flow: Flow) -> None:
    assert moves.unreachable(flow) == []
    assert moves.stuck(flow) == []
    assert moves.endless(flow) == []
    assert moves.unknown_states(flow) == []
    model = model_of(flow)
    assert model is not None
    assert moves.strangers(flow, model) == []


@pytest.mark.parametrize("flow", OURS, ids=lambda flow: flow.name)
def test_every_move_is_told(flow: Flow) -> None:
    assert moves.silent_moves(flow, declared()) == []


def test_a_sound_lamp_passes() -> None:
    flow = lamp(awaits={"off": "a hand", "on": "a stone", "broken": None}, **SOUND)
    assert not moves.unreachable(flow) + moves.stuck(flow) + moves.endless(flow)
    assert moves.unknown_states(flow) == []


def test_a_state_nothing_leads_to_is_found() -> None:
    flow = lamp(awaits={"off": "a hand", "on": "a stone", "broken": None, "lost": None}, **SOUND)
    assert moves.unreachable(flow) == ["lamp: nothing leads to “lost”"]
    assert moves.unknown_states(flow) == ["lamp: “lost” stands only in awaits"]


def test_a_state_that_waits_for_nobody_or_in_vain_is_found() -> None:
    assert (
        len(moves.stuck(lamp(awaits={"off": "a hand", "on": None, "broken": None}, **SOUND))) == 1
    )
    vain = lamp(awaits={"off": "a hand", "on": "a stone", "broken": "a glazier"}, **SOUND)
    assert len(moves.stuck(vain)) == 1


def test_a_circle_without_an_end_is_found() -> None:
    flow = lamp(
        awaits={"off": "a hand", "on": "a hand", "dim": "a hand", "broken": None},
        light=("off", "on"), smash=("off", "broken"), lower=("on", "dim"), rise=("dim", "on"),
    )  # fmt: skip
    assert len(moves.endless(flow)) == 2


def test_a_flow_that_differs_from_its_model_is_found() -> None:
    model = STATEFUL[0]
    flow = lamp(awaits={"off": "a hand", "on": "a stone", "broken": None}, **SOUND)
    assert len(moves.strangers(flow, model)) > 3


def test_a_move_nobody_tells_is_found() -> None:
    flow = lamp(awaits={"off": "a hand", "on": "a stone", "broken": None}, **SOUND)
    assert moves.silent_moves(flow, {"lamp.light": Event("lamp.light", "…")}) == [
        "lamp.smash is not declared in an events.py"
    ]


def test_every_event_has_a_sentence_in_both_languages() -> None:
    vietnamese = words.catalogue(ROOT, "vi")
    assert moves.untold(TOLD, lambda sentence: vietnamese.get(sentence, "")) == []


def test_an_event_without_a_sentence_is_found() -> None:
    said = {"%(actor)s lit it": "%(actor)s thắp đèn", "%(actor)s smashed %(what)s": "%(who)s đập"}
    events = [
        Event("lamp.light", "%(actor)s lit it"),
        Event("lamp.lose", "%(actor)s lost it"),
        Event("lamp.smash", "%(actor)s smashed %(what)s"),
        Event("lamp.hum", ""),
    ]
    found = moves.untold(events, lambda sentence: said.get(sentence, ""))
    assert [line.split()[0].rstrip(":") for line in found] == [
        "lamp.lose",
        "lamp.smash",
        "lamp.hum",
    ]


def test_a_sentence_in_doubt_does_not_count(plant: Plant) -> None:
    root = plant(
        "haicap/domain/lamps/locale/vi/LC_MESSAGES/django.po",
        """\
        msgid ""
        msgstr "Content-Type: text/plain; charset=utf-8\\n"

        msgid "lit"
        msgstr "sáng"

        #, fuzzy
        msgid "lost"
        msgstr "mất"

        msgid "smashed"
        msgstr ""
        """,
    )
    assert words.catalogue(root, "vi") == {"lit": "sáng"}


def test_stored_words_only_grow() -> None:
    present = drawn_words.stored()
    assert words.vanished(words.kept(), present) == []
    assert words.unlisted(words.kept(), present) == []


def test_a_renamed_word_is_found(plant: Plant) -> None:
    root = plant("stored_words.txt", "# words\nevent lamp.light\nflow lamp\n")
    kept = words.kept(root / "stored_words.txt")
    assert words.vanished(kept, {"flow lamp", "event lamp.ignite"}) == [
        "“event lamp.light” was stored once; rows may still hold it"
    ]
    assert words.unlisted(kept, {"flow lamp", "event lamp.ignite"}) == [
        "“event lamp.ignite” is new: bin/fix adds it to the list"
    ]
