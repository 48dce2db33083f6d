"""A search reads an index, whoever asks and however many rows there are."""

import re
from functools import reduce
from operator import or_

import pytest
from django.db import connection
from django.db.models import GeneratedField, Model, Q, QuerySet

from haicap.domain.conclusions.models import Item, Notice
from haicap.domain.organisations.testing import SmallProvince
from haicap.domain.recommendations.models import Recommendation
from haicap.domain.tasks.models import Task
from haicap.foundation.search.ranking import MOST

from .loop import Loop

MANY = 12_000
SEARCHED = (Task, Recommendation, Item, Notice)
# What must be another in each row.
OWN = {"position": "n", "number": "n", "symbol": "n || '-TB/VPTU'"}


def multiply(record: Model) -> None:
    """Very many records like this one, each with words of its own."""
    model = type(record)
    columns = [
        each.column
        for each in model._meta.concrete_fields
        if not isinstance(each, GeneratedField) and not each.primary_key
    ]
    told = "'Nâng cấp đường thôn ' || md5(n::text)"
    words = {**OWN, "text": told, "summary": told}
    is_text = {"number"} if model is Item else set()
    values = ", ".join(
        (f"({words[c]})::text" if c in is_text else words[c]) if c in words else f'"{c}"'
        for c in columns
    )
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {values} FROM {table}, generate_series(1000, %s) AS n WHERE id = %s",
            [1000 + MANY, record.pk],
        )
        cursor.execute(f"ANALYZE {table}")


def plan(rows: QuerySet[Model]) -> str:
    return rows.order_by("-pk").values_list("pk")[: MOST + 1].explain()


def reads_all_of(table: str, told: str) -> bool:
    """The table itself: one that only begins with its name may well be read whole."""
    return re.search(rf"Seq Scan on {table}\b", told) is not None


def asked(model: type[Model], text: str) -> Q:
    fields = ("symbol", "summary") if model is Notice else ("text",)
    return reduce(or_, (Q(**{f"{field}__says": text}) for field in fields))


@pytest.mark.parametrize("model", SEARCHED, ids=lambda model: model.__name__)
def test_a_search_reads_the_index_of_its_words(
    world: SmallProvince, loop: Loop, model: type[Model]
) -> None:
    record = model._default_manager.first()
    assert record is not None
    multiply(record)
    table = model._meta.db_table
    words = [index.name for index in model._meta.indexes if index.name.endswith("_words")]
    for actor in (world.ana, world.clara, world.house):
        visible = model.objects.visible_to(actor)  # type: ignore[attr-defined]
        for question in ("1234 tb vptu", "81dc9bdb đường", "zz khong co"):
            told = plan(visible.filter(asked(model, question)))
            assert not reads_all_of(table, told), told
            assert all(f"Bitmap Index Scan on {name}" in told for name in words), told
        # What every record says is taken from the newest on: a page only reads, and so knows the
        # circles by number, and the planner how much lies in them.
        actor.only_reads = True
        visible = model.objects.visible_to(actor)  # type: ignore[attr-defined]
        assert not reads_all_of(table, plan(visible.filter(asked(model, "thon"))))
