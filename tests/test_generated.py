"""The drawn documents say what the code says, and a stale one is told."""

from pathlib import Path

import pytest

from haicap.foundation.workflow import FLOWS, Flow, Move
from tools import generated
from tools.drawn import rooms, states


def test_the_picture_leaves_out_arrows_that_others_imply() -> None:
    layers = {"domain": [["sheets"], ["tasks"], ["units"]]}
    imports = {"domain.sheets": {"tasks", "units"}, "domain.tasks": {"units"}}
    picture = rooms.picture(layers, imports)
    assert "domain_sheets --> domain_tasks" in picture
    assert "domain_tasks --> domain_units" in picture
    assert "domain_sheets --> domain_units" not in picture


def test_an_architecture_without_its_marks_is_told(tmp_path: Path) -> None:
    (tmp_path / "ARCHITECTURE.md").write_text("no marks here")
    with pytest.raises(ValueError, match="has lost its marks"):
        rooms.in_architecture(tmp_path)


def test_a_page_of_states_names_moves_and_whose_turn_it_is() -> None:
    flow = Flow(
        "lamp",
        Move("light", frozenset({"off"}), "on", lambda actor, thing: None, "Light it"),
        initial="off",
        awaits={"off": "a hand", "on": None},
    )
    del FLOWS["lamp"]
    page = states.page(flow)
    assert "off --> on : light" in page
    assert "| `off` |  | a hand |" in page
    assert "| `on` |  | nobody: final |" in page
    assert "| `light` | Light it | `off` | `on` | no position asked: see the rule |" in page


def test_a_stale_document_is_told_and_then_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "docs" / "lamp.md"
    monkeypatch.setattr(generated, "ROOT", tmp_path)
    monkeypatch.setattr(generated, "documents", lambda: iter([(page, lambda: "one\ntwo\n")]))
    assert generated.check() == 1
    assert "not what the code says: docs/lamp.md" in capsys.readouterr().out
    assert generated.write() == 0
    assert page.read_text() == "one\ntwo\n"
    assert generated.check() == 0


def test_the_page_of_a_flow_that_is_gone_is_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "docs" / "states" / "candle.md"
    old.parent.mkdir(parents=True)
    old.touch()
    monkeypatch.setattr(generated, "ROOT", tmp_path)
    monkeypatch.setattr(generated, "documents", lambda: iter([]))
    assert generated.check() == 1
    generated.write()
    assert not old.exists()
