"""The two public reports of the worked case, read by the product: every fact of it is found.

Their texts are not part of this repository; where they are not at hand the test says so.
"""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from haicap.domain.intake.queries import gazetteer, understand

SOURCES = Path(__file__).resolve().parents[5] / "shared" / "sources"
pytestmark = pytest.mark.usefixtures("worked_case")


def proposed(beginning):
    found = sorted(SOURCES.glob(f"{beginning}_*.txt")) if SOURCES.is_dir() else []
    if not found:
        pytest.skip("the two reports are not beside this checkout (shared/sources)")
    understood = understand(found[0].read_bytes(), found[0].name)
    whole = [each for proposal in understood.proposals for each in proposal.walk()]
    return understood.reading, whole


def values(proposals, kind, name):
    return [
        each.fields[name].value for each in proposals if each.kind == kind and name in each.fields
    ]


def said(reading, proposals, kind):
    return [reading.text[each.begin : each.end] for each in proposals if each.kind == kind]


def test_the_session_of_october_is_found_with_its_places_people_and_figures():
    _reading, found = proposed("000")
    assert [str(day) for day in values(found, "session", "held_on")] == ["2025-10-23"]
    assert values(found, "session", "part_of_day") == ["morning"]
    assert values(found, "session", "chair") == ["Hoang Quoc Khanh"]
    [communes] = values(found, "session", "communes")
    assert set(communes) == {"06529", "06565", "06601", "06541", "06526", "06577", "06607"}
    assert values(found, "visit", "commune") == ["06577", "06541"]
    assert values(found, "report", "period") == ["nine_months"]
    figures = [
        tuple(each.fields[name].value for name in ("indicator", "bound", "amount"))
        for each in found
        if each.kind == "figure"
    ]
    assert figures == [("temporary_housing", "=", "100"), ("dossiers_received", ">", "15000")]


def test_the_recommendations_of_october_are_found_with_their_categories():
    _reading, found = proposed("000")
    assert values(found, "recommendation", "category") == [
        "staff",
        "vehicle",
        "headquarters",
        "road",
        "border",
        "project",
        "project",
    ]
    assert values(found, "recommendation", "located_in") == ["06541", "06565"]


def test_the_conclusions_of_october_are_found_one_by_one_without_a_deadline():
    reading, found = proposed("000")
    items = said(reading, found, "item")
    assert len(items) == 6
    for item, word in zip(
        items, ["συστάσεων", "στελεχών", "μοντέλο", "δρόμων", "ψηφι", "γεωργικό"], strict=True
    ):
        assert word in item
    assert values(found, "item", "deadline") == []


def test_the_session_of_november_has_no_date_for_its_report_states_none():
    reading, found = proposed("003")
    assert values(found, "session", "held_on") == []
    assert values(found, "session", "chair") == ["Doan Thu Ha"]
    assert "Trinh Tien Dong" in values(found, "person", "name")
    assert "Dinh Duc Chinh" in values(found, "person", "name")
    assert len(said(reading, found, "answer")) == 2
    assert any("Wahlkomitees" in words for words in said(reading, found, "result"))
    topics = " ".join(said(reading, found, "topic"))
    for topic in ("Parteibildungsarbeit", "Petitionen", "Räumung", "Fahrzeugen", "Abordnung"):
        assert topic in topics


def test_the_conclusions_of_november_are_found_and_whom_they_ask():
    reading, found = proposed("003")
    items = " | ".join(said(reading, found, "item"))
    for word in (
        "176-TB/VPTU", "Zentralregierung", "Vorbildfunktion", "2026 proaktiv", "Ressourcen",
        "Wertschöpfungskette", "Geschäftsumfeld", "Auszahlung", "Nationalversammlung",
        "Arbeitsplätze", "Arbeitsgruppe Nr. 04",
    ):  # fmt: skip
        assert word in items
    documents = {
        each.fields["symbol"].value: str(each.fields["issued_on"].value)
        for each in found
        if each.kind == "document"
    }
    assert documents == {"176-TB/VPTU": "2025-10-27", "2583-QĐ/TU": "2025-08-11"}
    # Both reports are silent on it: no number of the other decision, no date of the session.
    assert "58-QĐ/TU" not in documents


def test_the_command_prints_json_and_refuses_in_words(tmp_path, capsys):
    notice = tmp_path / "thong-bao.txt"
    notice.write_text(
        "Các xã kiến nghị về bố trí thêm xe công vụ cho xã Lộc Bình.", encoding="utf-8"
    )
    call_command("intake", "read", str(notice), "--json")
    told = json.loads(capsys.readouterr().out)
    [session] = told["proposals"]
    [asked] = session["parts"]
    assert asked["fields"]["category"]["value"] == "vehicle"
    words = asked["fields"]["words"]
    assert told["text"][words["begin"] : words["end"]] == words["value"]
    picture = tmp_path / "scan.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + b"x" * 99)
    with pytest.raises(CommandError, match="1 of 2 files"):
        call_command("intake", "read", str(notice), str(picture))
    out = capsys.readouterr().out
    assert "refused:" in out
    assert "recommendation" in out


def test_the_names_of_places_are_put_together_once():
    assert gazetteer() is gazetteer()
