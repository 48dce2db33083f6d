"""Fields and forms as every page asks: a label, a hint, an error that can be acted on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.forms.models import ModelChoiceIterator
from django.forms.utils import flatatt
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
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
        for field in self.fields.values():
            # The same widget with the same choices, only drawn otherwise.
            field.widget.__class__ = DRAWN_OTHERWISE.get(type(field.widget), type(field.widget))

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


class Select(forms.Select):
    """A choice among hundreds: drawn in one go, where Django renders two templates an option."""

    def render(
        self,
        name: str,
        value: Any,
        attrs: dict[str, Any] | None = None,
        renderer: Any = None,
    ) -> SafeString:
        options = list(_options(self.choices))
        if any(isinstance(label, list | tuple) for _value, label in options):
            return super().render(name, value, attrs, renderer)
        chosen = set(self.format_value(value))
        drawn = format_html_join(
            "\n",
            '<option value="{}"{}>{}</option>',
            (
                ("" if given is None else given, SELECTED * (_text(given) in chosen), label)
                for given, label in options
            ),
        )
        told = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<select name="{}"{}>\n{}\n</select>', name, told, drawn)


class _InOneGo:
    """An input drawn as Django draws it, without rendering two templates."""

    def render(
        self: Any, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        given = self.format_value(value)
        said = "" if given is None else format_html(' value="{}"', given)
        told = flatatt(self.build_attrs(self.attrs, attrs))
        return format_html('<input type="{}" name="{}"{}{}>', self.input_type, name, said, told)


class TextInput(_InOneGo, forms.TextInput):
    pass


class DateInput(_InOneGo, forms.DateInput):
    pass


class HiddenInput(_InOneGo, forms.HiddenInput):
    pass


DRAWN_OTHERWISE: Mapping[type[forms.Widget], type[forms.Widget]] = {
    forms.Select: Select,
    forms.TextInput: TextInput,
    forms.DateInput: DateInput,
    forms.HiddenInput: HiddenInput,
}


def _options(choices: Any) -> Iterator[tuple[Any, Any]]:
    """Records are read in one statement: Django counts them and opens a cursor besides."""
    if not isinstance(choices, ModelChoiceIterator):
        yield from choices
        return
    if choices.field.empty_label is not None:
        yield "", choices.field.empty_label
    for record in choices.queryset:
        yield choices.choice(record)


SELECTED = mark_safe(" selected")


def _text(value: Any) -> str:
    return "" if value is None else str(value)
