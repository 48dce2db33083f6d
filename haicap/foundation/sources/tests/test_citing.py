"""Records rest on sources, field by field; what a source does not say is kept as unsaid."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import IntegrityError, models

from haicap.foundation.access import Invalid, Refused, anonymous, house
from haicap.foundation.journal.models import Entry
from haicap.foundation.sources.actions import add_source, cite
from haicap.foundation.sources.models import Citation, Source
from haicap.foundation.sources.queries import citations_of, citations_of_all

pytestmark = pytest.mark.django_db
LOADER = house("tests")


def people() -> "models.Manager[models.Model]":
    """Any records will do: the foundation knows no room."""
    return get_user_model().objects


def press(code: str, **said: object) -> Source:
    fields = {"kind": Source.Kind.PRESS, "title": "Τίτλος", "language": "el", **said}
    return add_source(code, actor=LOADER, **fields)


@pytest.fixture
def record() -> models.Model:
    return people().create(username="ana", name="Ana")


def test_a_source_is_added_once_and_told_once() -> None:
    assert press("000") == press("000")
    assert "000: Τίτλος" in Entry.objects.get(event="source.add").sentence


def test_a_code_names_one_source() -> None:
    press("000")
    with pytest.raises(Invalid) as error:
        press("000", published_on=date(2025, 10, 23))
    assert error.value.field == "code"


def test_whoever_is_not_signed_in_names_no_source(record: models.Model) -> None:
    with pytest.raises(Refused):
        add_source(
            "x", actor=anonymous(), kind=Source.Kind.PRESS, title="Someone said", language="vi"
        )
    with pytest.raises(Refused):
        cite(record, press("000"), actor=anonymous())


def test_citing_twice_is_citing_once(record: models.Model) -> None:
    for _time in range(2):
        cite(record, press("000"), actor=LOADER, field="name")
    assert Citation.objects.count() == 1


def test_a_source_is_not_cited_in_two_ways(record: models.Model) -> None:
    cite(record, press("000"), actor=LOADER, field="name", value="Anna")
    with pytest.raises(Invalid) as error:
        cite(record, press("000"), actor=LOADER, field="name")
    assert error.value.field == "name"


def test_a_field_that_the_record_has_not_is_a_fault(record: models.Model) -> None:
    with pytest.raises(FieldDoesNotExist):
        cite(record, press("000"), actor=LOADER, field="nmae")


@pytest.mark.parametrize("said", [{"value": "Ana", "field": "name"}, {}])
def test_silence_names_a_field_and_says_nothing(record: models.Model, said: dict[str, str]) -> None:
    with pytest.raises(Invalid):
        cite(record, press("000"), actor=LOADER, is_silent=True, **said)
    with pytest.raises(IntegrityError):
        Citation.objects.create(
            source=press("001"), subject_type="x", subject_id="1", is_silent=True, **said
        )


def test_a_field_rests_on_its_own_sources_else_on_the_records(record: models.Model) -> None:
    first, second = press("000"), press("003")
    cite(record, second, actor=LOADER)
    cite(record, first, actor=LOADER, field="name")
    citations = citations_of(record)
    assert citations.whole == (first, second)
    assert citations.of("name") == (first,)
    assert citations.of("email") == (second,)


def test_a_silent_source_carries_no_field(record: models.Model) -> None:
    source = press("003")
    cite(record, source, actor=LOADER)
    cite(record, source, actor=LOADER, field="email", is_silent=True)
    citations = citations_of(record)
    assert citations.silent_on("email") == (source,)
    assert citations.of("email") == ()
    assert citations.silent_on("name") == ()


def test_what_only_the_example_says_is_simulated(record: models.Model) -> None:
    example = press("sim", kind=Source.Kind.SIMULATION)
    cite(record, press("000"), actor=LOADER, field="name")
    cite(record, example, actor=LOADER, field="email")
    citations = citations_of(record)
    assert citations.simulated("email")
    assert not citations.simulated("name")
    assert not citations.simulated()


def test_what_the_example_worked_out_is_derived_and_not_reported(record: models.Model) -> None:
    cite(record, press("der", kind=Source.Kind.DERIVATION), actor=LOADER, field="email")
    assert citations_of(record).derived("email")
    assert not citations_of(record).simulated("email")
    assert not citations_of(record).is_reported
    cite(record, press("000"), actor=LOADER)
    assert not citations_of(record).derived()
    assert citations_of(record).is_reported


def test_where_sources_differ_both_are_kept(record: models.Model) -> None:
    first, second = press("000"), press("003")
    cite(record, first, actor=LOADER, field="name", value="Ana")
    cite(record, second, actor=LOADER, field="name", value="Anna")
    assert citations_of(record).said("name") == ((first, "Ana"), (second, "Anna"))


def test_what_was_just_cited_is_seen(record: models.Model) -> None:
    assert not citations_of(record)
    cite(record, press("000"), actor=LOADER)
    assert citations_of(record)


def test_a_list_asks_once(
    record: models.Model, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    other = people().create(username="bogdan", name="Bogdan")
    source = press("000")
    cite(record, source, actor=LOADER)
    records = [*people().order_by("id"), source]
    with django_assert_num_queries(1):
        found = citations_of_all(records)
        assert found[record].whole == (source,)
        assert [bool(citations_of(each)) for each in records] == [True, False, False]
    assert not found[other]


def test_records_of_two_kinds_with_one_number_are_kept_apart(record: models.Model) -> None:
    source = press("000")
    Source.objects.filter(pk=source.pk).update(id=record.pk)
    same_number = Source.objects.get()
    cite(record, same_number, actor=LOADER)
    assert not citations_of(same_number)


def test_an_empty_list_asks_nothing(django_assert_num_queries: pytest.FixtureRequest) -> None:
    with django_assert_num_queries(0):
        assert citations_of_all([]) == {}
