"""A list as the answer to a request: the kind of file, its name, its rows as they are read."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from .writing import CSV, XLSX, Cell, as_csv, as_xlsx

FORMATS = ("xlsx", "csv")


def sent(
    kind: str, name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponseBase:
    """The list as a file of one of `FORMATS`. Raises TooManyRows where that holds no more."""
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(as_csv(columns, rows), content_type=CSV)
    else:
        response = HttpResponse(as_xlsx(title, columns, rows), content_type=XLSX)
    file = f"{name}-{timezone.localdate():%Y%m%d}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, file) or ""
    return response
