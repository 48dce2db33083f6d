"""Python and the database fold alike, and a search asks for words, not for spellings."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.foundation.accounts.models import User
from haicap.foundation.search.folding import fold, words_of

pytestmark = pytest.mark.django_db

VIETNAMESE = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ"
)
GREEK = "αβγδεζηθικλμνξοπρσςτυφχψωάέήίόύώϊΐϋΰ"
LETTERS = VIETNAMESE + VIETNAMESE.upper() + GREEK + GREEK.upper() + "äöüßÄÖÜ"
SIGNS = " .,;:!?-–—/\\()[]{}«»„“”’'`\"…•·_+=*&%#@|~^<>0123456789\t\n"


def folded_by_database(text: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT haicap_folded(%s)", [text])
        return str(cursor.fetchone()[0])


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from(LETTERS + SIGNS), max_size=40))
def test_python_and_the_database_fold_alike(text: str) -> None:
    assert folded_by_database(text) == fold(text)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Xã Lộc Bình", "xa loc binh"),
        ("ĐỒNG BỤC", "dong buc"),
        ("Lo\u0323\u0302c Bi\u0300nh", "loc binh"),
        ("176-TB/VPTU", "176 tb vptu"),
        ("Ủy ban nhân dân", "uy ban nhan dan"),
        ("Πρόεδρος Επιτροπής", "προεδροσ επιτροπησ"),
        ("Straße", "strasse"),
        ("M'Đrắk", "mdrak"),
        ("  — ", ""),
    ],
)
def test_spellings_of_one_word_are_one(text: str, folded: str) -> None:
    assert fold(text) == folded_by_database(text) == folded


def test_a_search_asks_for_each_word_once() -> None:
    assert words_of("Lộc  Bình, LOC") == ["loc", "binh"]
    assert len(words_of(" ".join(f"w{number}" for number in range(99)))) == 12


def test_signs_with_a_meaning_in_patterns_have_none_here() -> None:
    User.objects.create_user("ana", name="Nông Thị 100% An_Na")
    User.objects.create_user("bogdan", name="Hoàng Văn Bách")
    for text, found in [("100%", ["ana"]), ("nong an", ["ana"]), ("%", ["ana", "bogdan"])]:
        asked = User.objects.filter(name__says=text).order_by("username")
        assert [user.username for user in asked] == found
    assert User.objects.get(name__says="bach'; --").username == "bogdan"


def test_every_word_is_asked_for_in_any_order() -> None:
    User.objects.create_user("ana", name="Nông Thị An")
    for text in ("an nong", "thị NÔNG", "non"):
        assert User.objects.filter(name__says=text).exists(), text
    assert not User.objects.filter(name__says="nong van").exists()
