"""`text__says="loc binh"`: a column holds every word asked for, in any spelling.

Put a `word_index` under each column that is searched: every word is found by it, whatever the
number of rows.
"""

from typing import TYPE_CHECKING, Any

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.sql.compiler import SQLCompiler

from .folding import words_of

WITHIN_WORDS = 3
"""A shorter word is looked for where words begin: the index knows no two letters inside one."""

Sql = tuple[str, list[Any]]

if TYPE_CHECKING:
    TextLookup = models.Lookup[str]
else:
    TextLookup = models.Lookup


class Folded(models.Func):
    """A column as `fold` writes it."""

    function = "haicap_folded"
    output_field = models.TextField()


@models.CharField.register_lookup
@models.TextField.register_lookup
class Says(TextLookup):
    """Every word asked for stands in the column, whole or as a part (one of one or two letters:
    as the beginning of a word); no word: every row."""

    lookup_name = "says"

    def get_prep_lookup(self) -> str:
        return str(self.rhs)

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> Sql:  # type: ignore[override]
        column, given = self.process_lhs(compiler, connection)
        words = words_of(self.rhs)
        if not words:
            return "TRUE", []
        one = f"haicap_folded({column}) LIKE %s"
        conditions: list[str] = []
        values: list[Any] = []
        for word in words:
            patterns = _patterns(word)
            conditions.append(f"({' OR '.join([one] * len(patterns))})")
            values += [value for pattern in patterns for value in (*given, pattern)]
        return f"({' AND '.join(conditions)})", values


def _patterns(word: str) -> list[str]:
    """Folded words hold letters and digits only: nothing to escape."""
    if len(word) < WITHIN_WORDS:
        return [f"{word}%", f"% {word}%"]
    return [f"%{word}%"]


def word_index(column: str, name: str) -> GinIndex:
    """The index under a column that is searched with `says`."""
    return GinIndex(OpClass(Folded(column), name="gin_trgm_ops"), name=name)
