"""Law as dated data: `statute("complaint.acceptance", on=day)` is the value that held that day.

A *rule* is a question of permission; a *statute* is a legal value with its basis.
"""

from .book import all_statutes, code_list, find_statute, statute
from .fields import BrokenStatutes
from .law import NoValue, Statute, UnknownStatute, Value

__all__ = [
    "BrokenStatutes",
    "NoValue",
    "Statute",
    "UnknownStatute",
    "Value",
    "all_statutes",
    "code_list",
    "find_statute",
    "statute",
]
