"""Python and the database fold alike, and a search asks for words, not for spellings."""

import unicodedata

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haicap.foundation.accounts.models import User
from haicap.foundation.search.folding import fold, words_of

pytestmark = pytest.mark.django_db

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    "äöüßẞáéíóúñçåøæœłžčşğıİþðŋſ"
    "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ"
    "абвгдежзийклмнопрстуфхцчшщъыьэюяєіїґ"
)
SIGNS = " \t\n-–—_.,;:!?()[]/\\%&@#'’‘ʼ`\"“”«»…·•€₫§°×+=0123456789²½№\u00a0\u200b→☐"
ORDINARY = st.text(LETTERS + LETTERS.upper() + SIGNS + "\u0301\u0323\u0302\u031b", max_size=40)


def folded_by_the_database(texts: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT haicap_folded(t) FROM unnest(%s::text[]) WITH ORDINALITY AS x(t, n) ORDER BY n",
            [texts],
        )
        return [text for (text,) in cursor.fetchall()]


def folded_by_database(*texts: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT haicap_folded(t) FROM unnest(%s::text[]) WITH ORDINALITY AS x(t, n) ORDER BY n",
            [list(texts)],
        )
        return [text for (text,) in cursor.fetchall()]


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(ORDINARY, min_size=1, max_size=20))
def test_python_and_the_database_fold_alike(texts: list[str]) -> None:
    assert folded_by_database(*texts) == [fold(text) for text in texts]


def test_every_letter_of_our_alphabets_folds_alike() -> None:
    letters = [*LETTERS, *LETTERS.upper(), *SIGNS]
    letters += [unicodedata.normalize("NFD", letter) for letter in letters]
    assert folded_by_database(*letters) == [fold(letter) for letter in letters]


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
        ("İstanbul, ISPARTA", "istanbul isparta"),
        ("M'Đrắk", "mdrak"),
        ("  — ", ""),
    ],
)
def test_spellings_of_one_word_are_one(text: str, folded: str) -> None:
    assert [fold(text)] == folded_by_database(text) == [folded]


def test_a_search_asks_for_each_word_once() -> None:
    assert words_of("Lộc  Bình, LOC") == ["loc", "binh"]


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


def test_a_word_of_two_letters_is_looked_for_where_words_begin() -> None:
    User.objects.create_user("ana", name="Nông Thị An")
    assert User.objects.filter(name__says="ng").count() == 0
    for text in ("no", "an", "th an"):
        assert User.objects.filter(name__says=text).exists(), text
