"""The words of the worked case: Vietnamese for who reads Vietnamese, marked as such for others,
and no number more exact than it was said."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client

import haicap
from haicap.domain.conclusions.models import Conclusion, Item, Notice
from haicap.domain.followups.models import Sheet
from haicap.domain.indicators.models import Figure, Report
from haicap.domain.meetings.models import Session
from haicap.domain.organisations.models import Unit
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.accounts.models import User

from .page import Text, address, shown, texts

pytestmark = pytest.mark.usefixtures("worked_case")

RECORDS = (Session, Conclusion, Notice, Item, Task, Recommendation, Report, Figure, Sheet)
LISTS = ["/", "/sessions/", "/recommendations/", "/notices/", "/tasks/", "/figures/"]
# Letters that Vietnamese has and English has not.
VIETNAMESE = re.compile("[ăâđêôơưàảãáạèẻẽéẹìỉĩíịòỏõóọùủũúụ\u1ea0-\u1ef9]", re.IGNORECASE)


def persona(name: str, language: str) -> Client:
    client = Client(headers={"accept-language": language})
    backend = "django.contrib.auth.backends.ModelBackend"
    client.force_login(User.objects.get(name=name), backend=backend)
    return client


def pages() -> list[object]:
    """One page of every kind, with those of the second session; all tasks are alike."""
    firsts = [model.objects.order_by("pk").first() for model in RECORDS]
    lasts = [model.objects.order_by("pk").last() for model in RECORDS]
    return [*LISTS, "/follow-ups/", *firsts, *lasts, Unit.objects.get(key="06529")]


def english_sentences() -> Iterator[str]:
    """Every sentence of the interface in English that Vietnamese says otherwise."""
    for path in sorted(Path(haicap.__file__).parent.rglob("locale/vi/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                for words in message.id if isinstance(message.id, tuple) else [message.id]:
                    plain = re.split(r"%\(\w+\)[sd]", words)[0].strip()
                    if len(plain) > 3 and message.string != words:
                        yield plain


def own(each: Text) -> bool:
    """Words of our interface: not those of a record in another language."""
    return each.language in {"vi", "en"}


def test_who_reads_vietnamese_meets_no_word_of_english() -> None:
    sentences = sorted(set(english_sentences()), key=len, reverse=True)
    english = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, sentences)) + r")(?!\w)")
    for name in ("Bí thư Tỉnh ủy", "Công chức xã Lộc Bình"):
        client = persona(name, "vi")
        seen = [page for page in pages() if client.get(address(page)).status_code == 200]
        assert len(seen) > 20
        for page in seen:
            met = [
                (page, found[0], each.words)
                for each in texts(shown(client, page))
                if own(each) and each.words != "English" and (found := english.search(each.words))
            ]
            assert met == []
    # The measure measures: the same page, asked for in English, is full of them.
    assert english.search(shown(persona("Bí thư Tỉnh ủy", "en"), "/"))


def test_what_is_vietnamese_says_so_on_the_english_pages() -> None:
    """Except names inside a sentence of ours, as in the chain, the story and the title."""
    clerk = persona("Văn thư Văn phòng Tỉnh ủy", "en")
    for page in pages():
        unmarked = [
            (page, each.words)
            for each in texts(shown(clerk, page))
            if each.language == "en"
            and VIETNAMESE.search(each.words)
            and not each.inside & {"chain", "story", "title", "option", "printed"}
        ]
        assert unmarked == []


@pytest.mark.parametrize(("language", "bound"), [("vi", "hơn "), ("en", "more than ")])
def test_more_than_15_000_is_never_shown_as_a_count(language: str, bound: str) -> None:
    secretary = persona("Bí thư Tỉnh ủy", language)
    told = 0
    for page in [*pages(), *Figure.objects.all(), *Report.objects.all()]:
        html = shown(secretary, page)
        for found in re.finditer(r"15[.,\s\u00a0]?000", html):
            told += 1
            assert html[: found.start()].endswith(bound), (page, html[found.start() - 40 :][:60])
    assert told > 4  # the session, the report, the figure, the commune, the list


def test_a_figure_of_seven_communes_is_not_that_of_one() -> None:
    page = shown(persona("Công chức xã Lộc Bình", "en"), Unit.objects.get(key="06529"))
    assert "7 communes together" in page


def test_what_the_sources_do_not_say_is_said_to_be_unsaid_on_the_pages() -> None:
    secretary = persona("Bí thư Tỉnh ủy", "en")
    task = shown(secretary, Task.objects.first())
    assert "Overdue" not in task
    due = task.split("<dt>Due</dt>", 1)[1].split("</dd>", 1)[0]
    assert "not stated in the source" in due
    second = shown(secretary, Session.objects.get(group__isnull=False))
    people = second.split("Who took part", 1)[1]
    speaker = people.split("Đinh Đức Chính", 1)[1].split("</dd>", 1)[0]
    assert "office not clear" in speaker
    assert "Leiter des Provinzparteikomitees" in speaker
    first = shown(secretary, Session.objects.get(group=None))
    answers = first.split("Answers given", 1)[1].split("</section>", 1)[0]
    assert "not stated in the source" in answers


def test_what_a_persona_does_is_marked_as_simulated_on_the_page() -> None:
    officer = persona("Công chức xã Lộc Bình", "en")
    task = Task.objects.get(lead__key="06529")
    sent = {"text": "Đã số hóa một phần.", "percent": "40"}
    assert officer.post(f"/tasks/{task.pk}/progress/", sent).status_code == 302
    story = shown(officer, task).split('<ol class="story">', 1)[1]
    assert "simulated" in story.split("Đã số hóa một phần.", 1)[0]
