"""The worked case: every fact has a home and a source; what is not stated stays unknown."""

import html
from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from haicap.domain.cases import actions, queries
from haicap.domain.cases.models import Home
from haicap.domain.conclusions.models import Conclusion, Item, Notice, Response
from haicap.domain.followups.models import Sheet
from haicap.domain.followups.queries import rows_of
from haicap.domain.indicators.models import Figure, Report
from haicap.domain.meetings.models import Participant, Session
from haicap.domain.organisations.models import LegalBasis, Unit
from haicap.domain.recommendations.models import Answer, Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.access import house
from haicap.foundation.accounts.models import User
from haicap.foundation.journal.models import Entry
from haicap.foundation.journal.sealing import seal_waiting, verify
from haicap.foundation.sources.models import Citation, Source
from haicap.foundation.sources.queries import citations_of

pytestmark = pytest.mark.usefixtures("worked_case")

HOUSE = house("tests")
# The ids of the worked case as its description lists them; not read from the file under test.
FACTS = [
    f"{letter}{number}"
    for letter, last in [("P", 4), ("S", 3), ("R", 5), ("K", 8), ("C", 6), ("T", 5), ("D", 11)]
    for number in range(1, last + 1)
]
SEVEN = {"06529", "06565", "06601", "06541", "06526", "06577", "06607"}


@pytest.mark.parametrize("fact_id", FACTS)
def test_every_fact_has_a_typed_home_with_a_page_and_a_source(fact_id):
    homes = [fact for fact in queries.facts_of("langson") if fact.id == fact_id]
    assert homes, f"{fact_id} has no home"
    for fact in homes:
        assert fact.page, f"{fact.record_name} has no page"
        assert fact.sources, f"{fact.record_name} has no source"


# Where the words of a fact stand in its record.
WORDS = {
    "organisations.unit": "name",
    "organisations.legalbasis": "symbol",
    "meetings.session": "title",
    "meetings.sitevisit": "place",
    "indicators.report": "title",
    "indicators.figure": "remark",
    "recommendations.answer": "given_by",
    "conclusions.notice": "symbol",
}


@pytest.mark.parametrize("fact_id", FACTS)
def test_the_page_of_every_fact_shows_its_words_and_each_source(fact_id, client):
    client.force_login(User.objects.get(username="vi-du.bi-thu"))
    for fact in queries.facts_of("langson"):
        if fact.id != fact_id:
            continue
        page = html.unescape(client.get(fact.page.partition("#")[0]).content.decode())
        said = getattr(fact.record, WORDS.get(fact.record._meta.label_lower, "text"), None)
        assert (said or str(fact.record)) in page, f"{fact.page} does not show {fact.record_name}"
        for source in fact.sources:
            assert f'href="/sources/{source}/"' in page, f"{fact.page} does not name {source}"


def test_every_fact_rests_on_something_published():
    published = set(Source.objects.filter(kind__in=["press", "register"]).values_list("code"))
    for fact in queries.facts_of("langson"):
        assert {(code,) for code in fact.sources} & published, fact.record_name


def test_no_record_of_the_case_is_without_a_source():
    own = {"cases.persona", "indicators.indicator"}
    cited = set(Citation.objects.values_list("subject_type", "subject_id"))
    homes = Home.objects.exclude(subject_type__in=own)
    missing = [home.key for home in homes if (home.subject_type, home.subject_id) not in cited]
    assert missing == []


def test_loading_again_changes_nothing():
    before = Entry.objects.count(), Home.objects.count(), Task.objects.count()
    loaded = actions.load_case("langson")
    assert loaded.added == 0
    assert (Entry.objects.count(), Home.objects.count(), Task.objects.count()) == before


def test_a_case_of_another_province_is_refused(settings):
    settings.HOME_PROVINCE = "01"
    with pytest.raises(CommandError, match="belongs to province 20"):
        call_command("case", "load", "langson")


def test_an_unknown_case_is_refused_with_what_there_is():
    with pytest.raises(CommandError, match="langson"):
        call_command("case", "load", "hanoi")


def test_the_table_of_facts_names_every_fact(capsys):
    call_command("facts", "langson")
    lines = capsys.readouterr().out.splitlines()[1:]
    assert {line.split()[0] for line in lines} == set(FACTS)


def test_the_journal_of_the_loaded_case_verifies():
    seal_waiting()
    assert list(verify()) == []


def test_the_loader_acts_on_behalf_of_positions_and_says_why_it_dates_back():
    entry = Entry.objects.get(event="notice.issue")
    assert entry.actor_id is None
    assert entry.on_behalf_of == "Văn phòng Tỉnh ủy"
    assert entry.effective_on == date(2025, 10, 27)
    assert entry.backdated_because
    officials = ["Khánh", "Đoàn Thu Hà", "Trịnh Tiến Đông", "Đinh Đức Chính"]
    actors = Entry.objects.values_list("actor_name", flat=True).distinct()
    assert not [name for name in actors for official in officials if official in name]


class TestTheSheetOf27November:
    def rows(self):
        return rows_of(Sheet.objects.get(), HOUSE)

    def test_it_lists_the_six_items_and_seven_recommendations(self):
        labels = [row.label for row in self.rows()]
        assert labels[:6] == ["C1", "C2", "C3", "C4", "C5", "C6"]
        assert len(labels) == 13
        assert Sheet.objects.get().as_of == date(2025, 11, 27)

    def test_what_the_reports_do_not_tell_is_not_stated_never_open_or_overdue(self):
        assert {str(row.standing) for row in self.rows()} == {"not_stated"}


class TestTheChain:
    def test_c5_gives_seven_tasks_one_a_commune_and_no_other_item_gives_any(self):
        tasks = Task.objects.select_related("lead", "assignment__item")
        assert {task.lead.key for task in tasks} == SEVEN
        assert {task.assignment.item.label for task in tasks} == {"C5"}

    def test_each_task_opens_to_item_notice_and_session(self):
        for task in Task.objects.all():
            conclusion = task.assignment.item.conclusion
            assert conclusion.notices.get().symbol == "176-TB/VPTU"
            assert conclusion.session.held_on == date(2025, 10, 23)

    def test_an_item_without_a_stated_lead_has_no_task(self):
        unassigned = Item.objects.filter(assignments=None, conclusion__notices__isnull=False)
        assert {item.label for item in unassigned} == {"C1", "C2", "C3", "C4", "C6"}
        assert not unassigned.exclude(lead=None)

    def test_the_verifier_is_marked_as_simulated(self):
        for task in Task.objects.all():
            citation = Citation.objects.get(
                subject_type="tasks.task", subject_id=str(task.pk), field="verifier"
            )
            assert citation.source.kind == "simulation"


@pytest.mark.parametrize("kind", [Item, Recommendation])
def test_a_pairing_by_subject_is_marked_on_both_pages_and_on_the_sheet(kind, client):
    client.force_login(User.objects.get(username="vi-du.bi-thu"))
    paired = kind.objects.filter(responses__is_derived=True).first()
    for record in (paired, Sheet.objects.get()):
        page = client.get(record.get_absolute_url(), headers={"accept-language": "en"})
        assert '<span class="simulated">derived</span>' in page.content.decode()


def test_what_a_visitor_does_to_a_real_record_is_marked_wherever_its_state_shows(client):
    client.force_login(User.objects.get(username="vi-du.van-thu"))
    asked = Recommendation.objects.first()
    department = Unit.objects.get(key="20.so-tai-chinh")
    client.post(reverse("recommendations:routing", args=[asked.pk]), {"to": [department.key]})
    asked.refresh_from_db()
    assert (asked.state, asked.is_simulated, asked.has_simulated_moves) == ("routed", False, True)
    mark = '</span> <span class="simulated">simulated</span>'
    sheet = Sheet.objects.get().get_absolute_url()
    for address in (asked.get_absolute_url(), reverse("recommendations:list")):
        page = client.get(address, headers={"accept-language": "en"}).content.decode()
        assert f"Routed{mark}" in page, address
    said = client.get(f"/api/v1/recommendations/{asked.pk}").json()
    assert (said["is_simulated"], said["has_simulated_moves"]) == (False, True)
    # It was moved after the day of the sheet, which goes on saying what was known that day.
    assert "Routed" not in client.get(sheet, headers={"accept-language": "en"}).content.decode()


def test_a_program_is_told_that_who_verifies_is_simulated(client):
    client.force_login(User.objects.get(username="vi-du.bi-thu"))
    for task in client.get("/api/v1/tasks").json()["items"]:
        assert (task["is_simulated"], task["simulated_fields"]) == (False, ["verifier"])


class TestNothingIsInvented:
    def test_no_task_has_a_deadline(self):
        assert not Task.objects.exclude(due_on=None)
        assert set(Task.objects.values_list("due_precision", flat=True)) == {"unstated"}

    def test_the_answers_have_no_text(self):
        assert Answer.objects.count() == 3
        assert not Answer.objects.exclude(text=None)

    def test_the_unclear_office_stays_unclear(self):
        speaker = Participant.objects.get(person_name="Đinh Đức Chính")
        assert (speaker.position, speaker.unit) == ("", None)
        assert speaker.stated_title

    def test_no_item_has_a_number_of_the_unknown_notice(self):
        assert set(Item.objects.values_list("number", flat=True)) == {""}
        assert set(Item.objects.values_list("wording", flat=True)) == {"restated"}

    def test_which_commune_raised_what_is_not_stated(self):
        for recommendation in Recommendation.objects.all():
            assert recommendation.is_joint
            assert {unit.key for unit in recommendation.raised_by.all()} == SEVEN

    def test_the_second_session_has_its_day_from_one_source_and_silence_from_the_other(self):
        session = Session.objects.get(group__isnull=False)
        said = Citation.objects.filter(
            subject_type="meetings.session", subject_id=str(session.pk), field="held_on"
        )
        assert {(each.source.code, each.is_silent) for each in said} == {
            ("A5", False),
            ("003", True),
        }

    def test_what_no_source_says_is_marked_as_derived(self):
        derived = [
            (Unit.objects.get(key="20.to-cong-tac-4"), ["parent", "office"]),
            *((each, ["convened_by"]) for each in Session.objects.all()),
            *((each, ["reported_to"]) for each in Report.objects.all()),
            *((each, ["issuer"]) for each in Conclusion.objects.all()),
            *((each, ["addressed_to", "category"]) for each in Recommendation.objects.all()),
            *((each, ["issuer", "assigned_on"]) for each in Task.objects.all()),
        ]
        for record, fields in derived:
            for field in fields:
                assert citations_of(record).derived(field), (record, field)
        assert citations_of(Sheet.objects.get()).derived()

    def test_only_c1_speaks_to_the_recommendations_in_the_words_of_the_report(self):
        stated = Response.objects.filter(is_derived=False)
        assert set(stated.values_list("item__label", flat=True)) == {"C1"}
        assert stated.count() == 7
        paired = Response.objects.filter(is_derived=True).values_list(
            "item__label", "recommendation__text"
        )
        assert {label for label, _text in paired} == {"C2", "C3", "C4"}
        assert len(paired) == 3

    def test_no_day_of_november_rests_on_the_report_that_names_none(self):
        dated = [
            (Conclusion.objects.get(delivered_on=date(2025, 11, 27)), "delivered_on"),
            (Report.objects.get(reported_on=date(2025, 11, 27)), "reported_on"),
            *((each, "given_on") for each in Answer.objects.filter(given_on=date(2025, 11, 27))),
        ]
        assert len(dated) == 4
        for record, field in dated:
            said = citations_of(record)
            assert [each.code for each in said.of(field)] == ["A5"]
            assert [each.code for each in said.silent_on(field)] == ["003"]

    def test_who_issued_the_decision_of_november_is_not_stated(self):
        assert LegalBasis.objects.get(symbol="58-QĐ/TU").issuer is None

    def test_no_visit_has_findings(self):
        session = Session.objects.get(group=None)
        assert session.visits.count() == 2
        assert not session.visits.exclude(findings="")

    def test_the_second_conclusion_has_no_notice(self):
        second = Conclusion.objects.get(delivered_on=date(2025, 11, 27))
        assert not second.notices.exists()
        assert Notice.objects.count() == 1


def test_more_than_15000_is_a_bound_with_a_source_and_no_exact_count():
    figure = Figure.objects.get(indicator__code="procedures-received")
    assert (figure.value, figure.bound) == (15000, "more_than")
    assert not figure.is_exact
    assert {unit.key for unit in figure.report.units.all()} == SEVEN


def test_the_group_rests_on_two_documents_of_two_types():
    bases = LegalBasis.objects.filter(unit__key="20.to-cong-tac-4")
    assert {(b.symbol, b.document_type, b.source.code) for b in bases} == {
        ("2583-QĐ/TU", "regulation", "003"),
        ("58-QĐ/TU", "decision", "A5"),
    }


def test_the_seven_communes_have_their_official_codes():
    assert set(Unit.objects.filter(key__in=SEVEN).values_list("code", flat=True)) == SEVEN
