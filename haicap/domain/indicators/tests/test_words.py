"""A figure is never said more exactly than it was reported."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from haicap.domain.indicators.forms import FigureForm
from haicap.domain.indicators.models import Figure
from haicap.domain.indicators.queries import in_words
from haicap.domain.indicators.wording import BOUNDS, SIGNS


def reported(value: str, bound: str, unit: str = "hồ sơ") -> SimpleNamespace:
    return SimpleNamespace(
        value=Decimal(value), bound=bound, indicator=SimpleNamespace(unit_of_measure=unit)
    )


@pytest.mark.parametrize(
    ("bound", "vi", "en"),
    [
        ("exact", "15.000 hồ sơ", "15,000 dossiers"),
        ("more_than", "hơn 15.000 hồ sơ", "more than 15,000 dossiers"),
        ("at_least", "ít nhất 15.000 hồ sơ", "at least 15,000 dossiers"),
        ("less_than", "dưới 15.000 hồ sơ", "less than 15,000 dossiers"),
        ("at_most", "không quá 15.000 hồ sơ", "at most 15,000 dossiers"),
        ("about", "khoảng 15.000 hồ sơ", "about 15,000 dossiers"),
    ],
)
def test_the_bound_is_part_of_the_words(bound: str, vi: str, en: str) -> None:
    figure = reported("15000.0000", bound)
    with translation.override("vi"):
        assert in_words(figure) == vi
    with translation.override("en"):
        assert in_words(figure) == en


def test_every_bound_has_words_and_a_sign() -> None:
    assert set(BOUNDS) == set(SIGNS) == set(Figure.Bound.values)


@pytest.mark.parametrize(
    ("value", "unit", "vi", "en"),
    [
        ("1.0000", "hồ sơ", "1 hồ sơ", "1 dossier"),
        ("99.8600", "%", "99,86\u00a0%", "99.86\u00a0%"),
        ("624.5000", "triệu đồng", "624,5 triệu đồng", "624.5 million dong"),
        ("3.0000", "máy cày", "3 máy cày", "3 máy cày"),
    ],
)
def test_numbers_and_units_are_written_as_the_language_does(
    value: str, unit: str, vi: str, en: str
) -> None:
    figure = reported(value, "exact", unit)
    with translation.override("vi"):
        assert in_words(figure) == vi
    with translation.override("en"):
        assert in_words(figure) == en


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "typed", "value"),
    [
        ("vi", "15.000", "15000"),
        ("vi", "15000", "15000"),
        ("vi", "15 000,5", "15000.5"),
        ("en", "15,000", "15000"),
        ("en", "99.86", "99.86"),
        ("vi", "-2,5", "-2.5"),
    ],
)
def test_a_number_is_read_as_the_language_writes_it(language: str, typed: str, value: str) -> None:
    with translation.override(language):
        form = FigureForm({"value": typed, "bound": "exact"})
        form.is_valid()
        assert form.cleaned_data["value"] == Decimal(value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "typed"),
    [("vi", "15.00"), ("vi", "99.86"), ("en", "15,00"), ("en", "1e5"), ("vi", "nhiều"), ("vi", "")],
)
def test_a_number_that_could_be_read_two_ways_is_asked_for_again(language: str, typed: str) -> None:
    with translation.override(language):
        form = FigureForm({"value": typed, "bound": "exact"})
        assert "value" in form.errors
