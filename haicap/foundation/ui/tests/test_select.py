"""A choice drawn in one go says what Django's own says."""

import pytest
from django import forms
from django.test.html import parse_html

from haicap.foundation.ui.forms import Form, Select

CHOICES = [("", "all"), ("a&b", "<b>Bình</b>"), ("02", "Hà Giang")]


class Ours(Form):
    place = forms.ChoiceField(choices=CHOICES, required=False)
    kind = forms.ChoiceField(choices=CHOICES[1:])
    group = forms.ChoiceField(choices=[("north", CHOICES[1:])], required=False)


class Plain(forms.Form):
    place = forms.ChoiceField(choices=CHOICES, required=False)
    kind = forms.ChoiceField(choices=CHOICES[1:])
    group = forms.ChoiceField(choices=[("north", CHOICES[1:])], required=False)


@pytest.mark.parametrize("sent", [None, {"place": "02", "kind": "no such"}, {"kind": "a&b"}])
@pytest.mark.parametrize("field", ["place", "kind", "group"])
def test_it_draws_the_same(field: str, sent: dict[str, str] | None) -> None:
    ours, plain = str(Ours(sent)[field]), str(Plain(sent, label_suffix="")[field])
    assert parse_html(ours) == parse_html(plain)


def test_every_choice_of_a_form_of_ours_is_drawn_so() -> None:
    assert type(Ours().fields["place"].widget) is Select
