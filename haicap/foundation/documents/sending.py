"""Hand a document out as a file: DOCX to go on writing in, PDF to read, print and sign."""

import re
import unicodedata
from collections.abc import Callable, Mapping

from django.http import HttpResponse

from .letter import Letter
from .pdf import as_pdf
from .word import as_docx

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FORMATS: Mapping[str, tuple[str, Callable[[Letter], bytes]]] = {
    "docx": (DOCX, as_docx),
    "pdf": ("application/pdf", as_pdf),
}
_NOT_IN_A_NAME = re.compile(r"[^0-9A-Za-z]+")


def send_letter(letter: Letter, form: str) -> HttpResponse:
    """The document as a download, named by its symbol: `176-TB-VPTU.pdf`, `du-thao.docx`."""
    content_type, made = FORMATS[form]
    response = HttpResponse(made(letter), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{file_name(letter)}.{form}"'
    return response


def file_name(letter: Letter) -> str:
    """Plain letters only: some mail and archive programs still lose the others."""
    words = letter.symbol.replace("Đ", "D").replace("đ", "d")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    return _NOT_IN_A_NAME.sub("-", plain).strip("-") or "du-thao"
