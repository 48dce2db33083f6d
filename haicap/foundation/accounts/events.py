"""What can happen to an account."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("account.create", _("%(actor)s opened the account %(username)s.")),
    Event("account.set_password", _("%(actor)s set a new password for %(username)s.")),
    Event(
        "account.reset_password",
        _("%(actor)s gave %(username)s a password for one time, which must then be changed."),
    ),
    Event("account.switch_off", _("%(actor)s switched the account %(username)s off.")),
    Event("account.switch_on", _("%(actor)s switched the account %(username)s on again.")),
    Event("account.unlock", _("%(actor)s unlocked the account %(username)s.")),
    Event("account.begin_second_factor", _("%(actor)s began to set up a second factor.")),
    Event("account.confirm_second_factor", _("%(actor)s set up a second factor.")),
    Event(
        "account.remove_second_factor", _("%(actor)s removed the second factor of %(username)s.")
    ),
    Event("account.use_recovery_code", _("%(actor)s used a recovery code of %(username)s.")),
    Event(
        "account.end_sign_ins",
        _("%(actor)s ended sign-ins of %(username)s: %(count)s."),
    ),
    Event("account.ask_email", _("%(actor)s named an e-mail address for %(username)s.")),
    Event("account.set_email", _("The e-mail address of %(username)s was set by %(actor)s.")),
    Event("account.set_language", _("%(actor)s chose the language %(language)s.")),
)
