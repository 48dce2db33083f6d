"""Fields and forms as every page asks: a label, a hint, an error that can be acted on."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Invalid


class Form(forms.Form):
    """A form of ours: shown with `{% field %}` and `{% error_summary %}`.

    What an action refuses as Invalid goes to its field by `take`, so that page and API say the
    same sentence.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)

    def take(self, invalid: Invalid) -> None:
        """Show an action's refusal of an input at the field it speaks of."""
        self.add_error(invalid.field if invalid.field in self.fields else None, invalid.reason)


class DayField(forms.DateField):
    """A day typed as dd/mm/yyyy: a native picker would show it in the browser's order."""

    def __init__(self, *, help_text: str | Promise = "", **kwargs: Any) -> None:
        kwargs.setdefault("input_formats", ["%d/%m/%Y", "%Y-%m-%d"])
        hint = help_text or _("Day, month and year, for example 27/10/2025")
        numeric = forms.DateInput(
            format="%d/%m/%Y", attrs={"inputmode": "numeric", "autocomplete": "off", "size": 12}
        )
        kwargs.setdefault("widget", numeric)
        kwargs.setdefault(
            "error_messages", {"invalid": _("Enter a real day as dd/mm/yyyy, like 27/10/2025.")}
        )
        super().__init__(help_text=hint, **kwargs)  # type: ignore[arg-type]


class SeveralFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """Any number of files in one choice; cleans to a list of uploaded files."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files: Sequence[Any] = data if isinstance(data, list | tuple) else [data]
        single = super().clean
        if not [file for file in files if file]:
            single(None, initial)  # says “required” if it is
            return []
        return [single(file, initial) for file in files if file]
