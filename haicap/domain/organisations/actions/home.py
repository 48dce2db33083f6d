"""Which province does this database serve?"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from haicap.domain.organisations.models import HomeProvince, Kind, Unit
from haicap.domain.organisations.rules import by_the_house
from haicap.foundation.access import Actor, Invalid, require
from haicap.foundation.journal.writing import record


@transaction.atomic
def choose_home_province(province: Unit, *, actor: Actor) -> bool:
    """Write down the province for good; says whether it is new. Raises Invalid for another one."""
    require(by_the_house(actor))
    today = timezone.localdate()
    if province.kind != Kind.PROVINCE or (province.dissolved_on and province.dissolved_on <= today):
        raise Invalid("province", _("This is not a province of today."), province.key)
    home, is_new = HomeProvince.objects.get_or_create(
        defaults={"province": province, "chosen_on": today}
    )
    if home.province_id != province.pk:
        reason = _("This database was begun for %(home)s; another province needs its own.")
        raise Invalid("province", reason % {"home": home.province.full_name}, province.key)
    if is_new:
        record(actor=actor, event="province.choose", subject=province, unit=province.full_name)
    return is_new
