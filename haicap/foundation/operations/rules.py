"""Who may see and do what concerns the installation as a whole?"""

from django.utils.translation import gettext as _

from haicap.foundation.access import Actor, Refusal


def by_administrators(actor: Actor, thing: object = None) -> Refusal | None:
    """The house's own hand at the console, and who runs this installation."""
    if actor.is_house or actor.is_administrator:
        return None
    return Refusal(_("Only an administrator of this installation may do this."))
