"""A day as a door takes it: YYYY-MM-DD and nothing else.

Left to itself, pydantic reads a bare number as seconds since 1970: `?on=0` would quietly ask
for the first of January 1970.
"""

import re
from datetime import date
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
