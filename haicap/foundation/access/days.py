"""A day, or a time of day, as a door takes it: YYYY-MM-DD, HH:MM and nothing else.

Left to itself, pydantic reads a bare number as seconds since 1970: `?on=0` would quietly ask
for the first of January 1970.
"""

import re
from datetime import date, time
from typing import Annotated, Any

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def _as_written(value: Any) -> Any:
    if type(value) is date or (isinstance(value, str) and _WRITTEN.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "Give a day as YYYY-MM-DD.")


Day = Annotated[date, BeforeValidator(_as_written)]
"""What every day that is sent in is declared as; days that are sent out are plain dates."""

_TIME = re.compile(r"\d{2}:\d{2}(:00)?", re.ASCII)


def _time_as_written(value: Any) -> Any:
    if type(value) is time or (isinstance(value, str) and _TIME.fullmatch(value)):
        return value
    raise PydanticCustomError("time_parsing", "Give a time of day as HH:MM.")


Clock = Annotated[time, BeforeValidator(_time_as_written)]
"""The same of a time of day: a bare number would be seconds since midnight."""
