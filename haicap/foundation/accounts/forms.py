"""What a person types to sign in or to change a password."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from .models import User


class SignInForm(AuthenticationForm):
    """One message for an unknown name and a wrong password: neither tells which names exist."""

    error_messages = {
        "invalid_login": _("User name or password is wrong."),
        "inactive": _("User name or password is wrong."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["password"].label = _("Password")

    def confirm_login_allowed(self, user: User) -> None:
        """Only told to who typed it rightly, so nothing is given away."""
        super().confirm_login_allowed(user)
        if user.password_has_run_out:
            raise ValidationError(
                _("This password was given for a short time, which is over. Ask for a new one.")
            )

    def clean_username(self) -> str:
        # Phones put a capital first.
        typed: str = self.cleaned_data["username"]
        return typed.strip().lower()


class CodeForm(forms.Form):
    """A code from the telephone, or one kept on paper."""

    code = forms.CharField(
        label=_("Sign-in code"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
        help_text=_("Six digits from the app on your telephone, or a recovery code."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class FirstCodeForm(CodeForm):
    """The first code shows that the key has arrived."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = _("Six digits from the app on your telephone.")
        self.fields["code"].widget.attrs["inputmode"] = "numeric"


class RemovalForm(CodeForm):
    """Doing without takes what signing in takes."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("password", "code")


class NewPasswordForm(PasswordChangeForm):
    """The old password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Password until now")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password2"].label = _("New password again")
        self.fields["new_password1"].help_text = _("At least 12 characters; a sentence is good.")
        self.fields["new_password2"].help_text = ""

    def clean_new_password1(self) -> str:
        typed: str = self.cleaned_data["new_password1"]
        if typed == self.cleaned_data.get("old_password"):
            raise ValidationError(_("The new password is the one until now."))
        return typed


class EmailForm(forms.Form):
    """An address, or none for no e-mail."""

    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A letter goes there; the link in it confirms the address. Empty: no e-mail."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
