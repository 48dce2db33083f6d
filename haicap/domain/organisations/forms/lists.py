"""What the filter boxes of the lists take."""

from django import forms
from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.forms import Form


class CommuneFilter(Form):
    """Narrows a province's communes."""

    name = forms.CharField(label=_("Commune"), max_length=100, required=False)
    designation = forms.ChoiceField(
        label=_("Kind"),
        required=False,
        choices=[("", _("all")), ("xã", "xã"), ("phường", "phường"), ("đặc khu", "đặc khu")],
    )


class GroupFilter(Form):
    """Narrows the list of working groups."""

    text = forms.CharField(label=_("Words"), max_length=100, required=False)
