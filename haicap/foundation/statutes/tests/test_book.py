"""What the law says on a day, as shipped."""

from collections.abc import Iterator
from datetime import date

import pytest
from django.utils import translation

from haicap.foundation.statutes import (
    NoValue,
    UnknownStatute,
    all_statutes,
    code_list,
    find_statute,
    statute,
)
from haicap.foundation.statutes.spans import amount_in_words

JULY_2026 = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with translation.override("en"):
        yield


def test_the_day_of_the_event_chooses_the_value() -> None:
    assert str(statute("complaint.acceptance", on=date(2026, 6, 30))) == "10 days"
    assert str(statute("complaint.acceptance", on=JULY_2026)) == "7 working days"


def test_the_first_and_the_last_day_belong_to_a_value() -> None:
    value = statute("reception.district_chair", on=date(2025, 6, 30))
    assert value.number.amount == 2
    with pytest.raises(NoValue, match="held until 30/06/2025"):
        statute("reception.district_chair", on=date(2025, 7, 1))


def test_no_value_names_the_earliest_day() -> None:
    with pytest.raises(NoValue, match="the earliest holds from 01/07/2012"):
        statute("complaint.acceptance", on=date(2012, 6, 30))


def test_an_unknown_name_offers_close_ones() -> None:
    with pytest.raises(UnknownStatute, match=r"Did you mean complaint\.acceptance"):
        statute("complaint.aceptance", on=JULY_2026)


def test_a_value_read_as_another_kind_fails_aloud() -> None:
    with pytest.raises(TypeError, match="is of kind period, not number"):
        _ = statute("complaint.acceptance", on=JULY_2026).number


def test_a_basis_names_article_and_clause_in_both_languages() -> None:
    value = statute("procedure.supplement.request", on=date(2024, 1, 1))
    assert str(value.basis) == "Decree 61/2018/NĐ-CP, Article 19(4)"
    with translation.override("vi"):
        assert str(value.basis) == "khoản 4 Điều 19 Nghị định 61/2018/NĐ-CP"
        assert str(value) == "3 ngày làm việc"


def test_a_rule_that_rests_on_a_weak_source_is_marked() -> None:
    assert statute("complaint.acceptance", on=JULY_2026).is_unverified
    assert not statute("complaint.acceptance", on=date(2026, 6, 30)).is_unverified


def test_code_lists_keep_their_order_and_speak_the_readers_language() -> None:
    categories = code_list("recommendation.category", on=date(2025, 10, 23))
    assert list(categories)[:3] == ["STAFF", "HQ", "EQUIP"]
    assert len(categories) == 13
    assert categories["ROAD"] == "Roads"
    with translation.override("vi"):
        assert code_list("recommendation.category", on=JULY_2026)["ROAD"] == "Giao thông"


def test_our_own_proposals_are_not_passed_off_as_law() -> None:
    value = statute("recommendation.category", on=JULY_2026)
    assert str(value.basis) == "A proposal of this software (not law)"


def test_forms_changed_from_six_to_seven() -> None:
    assert len(code_list("procedure.form", on=date(2025, 6, 30))) == 6
    assert code_list("procedure.form", on=date(2025, 9, 15))["05"] == "Notice of stopping"


def test_no_form_is_made_up_for_the_weeks_of_which_our_sources_say_nothing() -> None:
    with pytest.raises(NoValue):
        statute("procedure.form", on=date(2025, 8, 1))


def test_a_first_day_that_no_source_gives_is_told_apart_from_the_value() -> None:
    value = statute("complaint.acceptance", on=date(2026, 6, 30))
    assert value.is_first_day_assumed
    assert not value.is_unverified
    assert value.span == "from 01/07/2012 (day not verified) to 30/06/2026"
    assert not statute("complaint.acceptance", on=JULY_2026).is_first_day_assumed


@pytest.mark.parametrize("act", ["191/2026/NĐ-CP", "154/2026/NĐ-CP", "155/2026/NĐ-CP"])
def test_what_rests_on_a_transcription_alone_is_unverified(act: str) -> None:
    resting = [
        value for held in all_statutes() for value in held.values if value.basis.symbol == act
    ]
    assert resting
    assert all(value.is_unverified for value in resting)


def test_a_commune_scores_at_most_what_the_criteria_allow() -> None:
    criteria = statute("commune.class.criterion", on=date(2026, 1, 1)).codes.entries
    points = {each.code: each.points for each in criteria}
    assert (points["POPULATION"], points["AREA"]) == (25, 25)


def test_the_quality_index_adds_up_to_a_hundred() -> None:
    groups = statute("procedure.index.group", on=JULY_2026).codes.entries
    assert sum(group.points or 0 for group in groups) == 100


@pytest.mark.parametrize(
    ("name", "first_month", "opens", "closes"),
    [
        ("report.window.month", date(2025, 11, 1), date(2025, 10, 15), date(2025, 11, 14)),
        ("report.window.quarter", date(2026, 1, 1), date(2025, 12, 15), date(2026, 3, 14)),
        ("report.window.half_year", date(2026, 1, 1), date(2025, 12, 15), date(2026, 6, 14)),
        ("report.window.half_year", date(2026, 7, 1), date(2026, 6, 15), date(2026, 12, 14)),
        ("report.window.year", date(2026, 1, 1), date(2025, 12, 15), date(2026, 12, 14)),
        (
            "inspection_report.window.nine_months",
            date(2026, 1, 1),
            date(2025, 12, 15),
            date(2026, 9, 14),
        ),
    ],
)
def test_reports_cover_from_the_15th_to_the_14th(
    name: str, first_month: date, opens: date, closes: date
) -> None:
    assert statute(name, on=date(2026, 1, 1)).window.of(first_month) == (opens, closes)


def test_every_statute_says_itself_in_both_languages() -> None:
    for held in all_statutes():
        for value in held.values:
            for language in ("vi", "en"):
                with translation.override(language):
                    assert str(value)
                    assert str(value.basis)
                    assert "%(" not in f"{value}{value.basis}{value.span}"


def test_every_period_says_from_what_it_runs() -> None:
    silent = [
        held.name for held in all_statutes() if held.kind == "period" and not held.latest.trigger
    ]
    assert silent == []


def test_one_and_many_are_told_apart() -> None:
    assert amount_in_words(1, "working_days") == "1 working day"
    assert str(find_statute("procedure.forwarding").latest) == "the same day"
    assert str(find_statute("reception.schedule_posted").latest) == (
        "at least 5 working days before"
    )
