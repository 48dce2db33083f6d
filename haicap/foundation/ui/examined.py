"""A list is examined on one page and taken by the button on it: the button names the very file.

It carries the file's hash, signed for the one who sent it, and is good for an hour.
"""

import base64
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from haicap.foundation.access import ActorRequest, Invalid
from haicap.foundation.spreadsheets.reading import Problem, with_reasons
from haicap.foundation.spreadsheets.writing import XLSX

from .forms import Form

GOOD_FOR = 3600  # seconds from the examination to the button


class ListForm(Form):
    """The page's one question: which file?"""

    file = forms.FileField(
        label=gettext_lazy("The filled list"),
        help_text=gettext_lazy("An XLSX file made from the template."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


def signed(request: ActorRequest, sha256: str, *, purpose: str) -> str:
    """What the button carries. `purpose` says which list of whom: another door takes no other."""
    return signing.dumps([request.actor.user_id, sha256], salt=purpose)


def examined(request: ActorRequest, *, purpose: str) -> str:
    """The hash of the list that this person had examined here. Raises Invalid."""
    token = request.POST.get("token", "")
    try:
        user_id, sha256 = signing.loads(token, salt=purpose, max_age=GOOD_FOR)
    except signing.BadSignature:
        user_id, sha256 = None, ""
    if user_id is None or user_id != request.actor.user_id:
        raise Invalid("file", _("This examination is over. Send the list once more."))
    return str(sha256)


def refused(content: bytes, problems: Sequence[Problem], name: str) -> dict[str, Any]:
    """What `ui/problems.html` shows: the cells, and the same list with the reasons in it.

    The list stands in the page itself: the server keeps none that was not taken.
    """
    reasoned = base64.b64encode(with_reasons(content, problems, _("Reasons"))).decode()
    return {
        "problems": problems,
        "reasoned": f"data:{XLSX};base64,{reasoned}",
        "reasoned_name": name,
    }
