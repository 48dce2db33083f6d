"""Do foreign keys point down, and are they foreign keys?"""

import re
from collections.abc import Iterable, Mapping

from django.contrib.contenttypes.fields import GenericForeignKey
from django.db import models

Model = type[models.Model]
# A number with such a name stands for a record, or pretends to.
POINTER = re.compile(r"_(id|pk|key|account)$|^(object_id|user|unit)$")
NUMBERS = (
    models.IntegerField,
    models.UUIDField,
)


def height(model: Model, heights: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    """How high the room of a model stands; what is not ours lies below everything."""
    app = ".".join(model.__module__.split(".")[:3])
    return heights.get(app, (-1, 0))


def keys_pointing_up(found: Iterable[Model], heights: Mapping[str, tuple[int, int]]) -> list[str]:
    """Links to a room above, or to a room on the same line."""
    wrong = []
    for model in found:
        for field in _links(model):
            target = field.related_model
            if target == "self" or target is model or _app(target) == _app(model):
                continue
            if height(target, heights) >= height(model, heights):
                wrong.append(f"{_app(model)}.{field} points up, to {_app(target)}")
    return wrong


def _links(model: Model) -> list[models.Field]:
    return [
        field
        for field in [*model._meta.local_fields, *model._meta.local_many_to_many]
        if field.is_relation
    ]


def _app(model: Model) -> str:
    return ".".join(model.__module__.split(".")[:3])


def keys_in_disguise(found: Iterable[Model]) -> list[str]:
    """Links that the database does not know of: generic keys, and numbers that name a record."""
    wrong = []
    for model in found:
        wrong += [
            f"{model.__name__}.{field.name} is a generic key"
            for field in model._meta.private_fields
            if isinstance(field, GenericForeignKey)
        ]
        wrong += [
            f"{model.__name__}.{field.name} is a number that stands for a record"
            for field in model._meta.local_fields
            if isinstance(field, NUMBERS) and not field.primary_key and POINTER.search(field.name)
        ]
        wrong += [
            f"{model.__name__}.{field.name} is not kept by the database"
            for field in _links(model)
            if not getattr(field, "db_constraint", True)
        ]
    return wrong


def blind_sets(found: Iterable[Model]) -> list[str]:
    """Records with a page of their own that anybody could find: no `visible_to`."""
    return [
        f"{model.__name__} has a page but no visible_to(actor)"
        for model in found
        if hasattr(model, "get_absolute_url")
        and not hasattr(model._default_manager.all(), "visible_to")
    ]
