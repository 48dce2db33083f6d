"""A list as the answer to a request: the kind of file, its name, its rows as they are read."""

from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import IO

from django.http import FileResponse, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from .writing import CSV, XLSX, Cell, as_csv, write_xlsx

FORMATS = ("xlsx", "csv")


def sent(
    kind: str, name: str, title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]
) -> HttpResponseBase:
    """The list as a file of one of `FORMATS`. Raises TooManyRows where that holds no more."""
    response: HttpResponseBase
    if kind == "csv":
        response = StreamingHttpResponse(as_csv(columns, rows), content_type=CSV)
    else:
        response = FileResponse(_on_disk(title, columns, rows), content_type=XLSX)
    file = f"{name}-{timezone.localdate():%Y%m%d}.{kind}"
    response["Content-Disposition"] = content_disposition_header(True, file) or ""
    return response


def _on_disk(title: str, columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> IO[bytes]:
    """The whole file where it takes no memory; it goes when it is sent or given up."""
    file = TemporaryFile()  # noqa: SIM115  the response closes it
    try:
        write_xlsx(file, title, columns, rows)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file


def as_file(content: bytes, name: str, media_type: str) -> HttpResponse:
    """A file that was made already, to be saved under this name."""
    response = HttpResponse(content, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(True, name) or ""
    return response
