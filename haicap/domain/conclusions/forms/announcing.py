"""What a clerk types of a notice: its words, its number, and what becomes of its tasks."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from haicap.domain.conclusions import queries
from haicap.domain.conclusions.models import Conclusion, Notice, NoticeQuerySet
from haicap.domain.conclusions.notices import Fate
from haicap.domain.conclusions.paper import prefixes_of
from haicap.domain.organisations.models import Unit
from haicap.domain.tasks.models import Task
from haicap.foundation.access import Actor
from haicap.foundation.documents import symbols
from haicap.foundation.ui.forms import DayField, Form

from .fields import UnitChoice, UnitsChoice, offer, secrecy_field, text_field

NOTICE_WORDS = ("summary", "opening", "signed_for", "signed_by", "signer", "further_recipients")


class WordsOfNotice(Form):
    """What stands in the document beside the items."""

    summary = text_field(_("Summary"), 3, max_length=500, required=False)
    opening = text_field(
        _("Opening"),
        4,
        max_length=5_000,
        required=False,
        help_text=_("What stands before the items: who concluded, when, at which session."),
    )
    recipients = UnitsChoice(
        label=_("Recipients"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=_("None chosen: not stated."),
    )
    further_recipients = text_field(
        _("Further recipients"), 3, max_length=5_000, required=False, help_text=_("One a line.")
    )
    sign_prefix = forms.ChoiceField(label=_("Signed as"), required=False)
    signed_for = forms.CharField(
        label=_("Signed for"),
        max_length=300,
        required=False,
        help_text=_("The body or the post for which it is signed, where a prefix is chosen."),
    )
    signed_by = forms.CharField(label=_("Position of the signer"), max_length=300, required=False)
    signer = forms.CharField(label=_("Name of the signer"), max_length=200, required=False)
    secrecy = secrecy_field()

    def __init__(self, *args: Any, conclusion: Conclusion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "recipients", queries.units_to_name(conclusion))
        known = prefixes_of(conclusion.issuer, timezone.localdate())
        self.fields["sign_prefix"].choices = [  # type: ignore[attr-defined]
            ("", _("in their own right")),
            *((code, f"{code} – {label}") for code, label in known.items()),
        ]


class NoticeEditForm(WordsOfNotice):
    version = forms.IntegerField(widget=forms.HiddenInput)


def initial_of_notice(notice: Notice) -> dict[str, Any]:
    """A draft as its form shows it."""
    names = (*NOTICE_WORDS, "sign_prefix", "version")
    return {
        **{name: getattr(notice, name) for name in names},
        "recipients": list(notice.recipients.values_list("key", flat=True)),
    }


class NoticeForm(WordsOfNotice):
    issuer = UnitChoice(label=_("Issued by"))
    document_type = forms.ChoiceField(label=_("Type of document"), initial="TB")
    field_order = ("issuer", "document_type")

    def __init__(self, *args: Any, conclusion: Conclusion, **kwargs: Any) -> None:
        super().__init__(*args, conclusion=conclusion, **kwargs)
        issuers = [unit for unit in (conclusion.issuer.office, conclusion.issuer) if unit]
        offer(self, "issuer", issuers)
        self.fields["issuer"].initial = issuers[0].key
        types = symbols.types_on(timezone.localdate())
        self.fields["document_type"].choices = [  # type: ignore[attr-defined]
            (code, f"{code} – {label}") for code, label in types.items()
        ]


class IssueForm(Form):
    symbol = forms.CharField(
        label=_("Number and symbol"),
        max_length=60,
        required=False,
        help_text=_(
            "Left empty: the next number of the series. Given on paper already: as printed,"
            " 176-TB/VPTU (Party) or 176/TB-UBND (State)."
        ),
    )
    issued_on = DayField(label=_("Issued on"))
    term = forms.CharField(
        label=_("Party term"),
        max_length=20,
        required=False,
        help_text=_("Only where the same number was used in another term: 2020–2025."),
    )

    overlaps_seen = forms.BooleanField(
        label=_("I have looked at the tasks that ask the same"), required=False
    )


OVER = "item-"


class _Deciding(Form):
    """Asks of every open task what becomes of it."""

    def __init__(self, *args: Any, left: Sequence[Task], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = left
        for task in left:
            self.fields[f"task-{task.pk}"] = forms.ChoiceField(
                label=f"{task.lead}: {task}", choices=Fate.choices, widget=forms.RadioSelect
            )

    @property
    def fates(self) -> dict[int, str]:
        """Task → what becomes of it, where it does not go over."""
        return {pk: said for pk, said in self._said.items() if not said.startswith(OVER)}

    @property
    def over(self) -> dict[int, int]:
        """Task → the item that it goes over to."""
        chosen = {pk: said for pk, said in self._said.items() if said.startswith(OVER)}
        return {pk: int(said.removeprefix(OVER)) for pk, said in chosen.items()}

    @property
    def _said(self) -> dict[int, str]:
        return {task.pk: self.cleaned_data[f"task-{task.pk}"] for task in self.left}


class RecallForm(_Deciding):
    reason = text_field(_("Reason"), 3, max_length=2_000)


class ReplacementForm(_Deciding):
    by = forms.ModelChoiceField(
        Notice.objects.none(),
        label=_("Replaced by"),
        help_text=_("One of the same conclusion takes its tasks over as they are."),
    )

    def __init__(self, *args: Any, actor: Actor, notice: Notice, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Notice.objects.visible_to(actor).filter(
            conclusion__issuer=notice.conclusion.issuer_id,
            from_above="",
            state=Notice.State.ISSUED,
            replaces=None,
        )
        others = others.exclude(pk=notice.pk).order_by("id")
        self.fields["by"].queryset = others  # type: ignore[attr-defined]
        later = others.exclude(conclusion=notice.conclusion_id)
        choices = [*Fate.choices, *_items_to_go_over_to(later)]
        for task in self.left:
            label = self.fields[f"task-{task.pk}"].label
            self.fields[f"task-{task.pk}"] = forms.ChoiceField(label=label, choices=choices)


def _items_to_go_over_to(notices: NoticeQuerySet) -> list[tuple[str, list[tuple[str, str]]]]:
    """The items of each document that may replace this one, under its symbol."""
    return [
        (
            gettext("goes over to an item of %(symbol)s") % {"symbol": notice.symbol},
            [
                (f"{OVER}{item.pk}", f"{item.label}: {item.text[:100]}")
                for item in notice.conclusion.items.all()
            ],
        )
        for notice in notices.prefetch_related("conclusion__items")
    ]


class DocumentForm(Form):
    """A document of a body above, as it was received."""

    receiver = UnitChoice(
        label=_("Carried out by"), help_text=_("The body in whose name its tasks are assigned.")
    )
    from_above = forms.CharField(
        label=_("Issued by"), max_length=300, help_text=_("The body above, in words.")
    )
    symbol = forms.CharField(label=_("Number and symbol"), max_length=60)
    issued_on = DayField(label=_("Issued on"))
    title = forms.CharField(label=_("What it is about"), max_length=300)
    items = text_field(
        _("Items"),
        12,
        max_length=200_000,
        help_text=_("One a paragraph, with an empty line between."),
    )
    secrecy = secrecy_field()

    def __init__(self, *args: Any, receivers: Iterable[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "receiver", receivers)

    def clean_items(self) -> list[str]:
        """The paragraphs; a single line break stays inside one."""
        return [
            part.strip()
            for part in re.split(r"\n\s*\n", self.cleaned_data["items"])
            if part.strip()
        ]
