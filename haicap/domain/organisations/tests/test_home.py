"""The home province is one of today's, or nothing is loaded."""

import pytest
from django.core.management import CommandError, call_command

from haicap.domain.organisations.models import Unit


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["99", "02", "06529"])
def test_a_home_that_is_no_province_of_today_is_refused_before_anything_is_loaded(
    settings: object, code: str
) -> None:
    settings.HOME_PROVINCE = code  # type: ignore[attr-defined]
    with pytest.raises(CommandError, match=f"HAICAP_PROVINCE={code}"):
        call_command("units", "load")
    assert not Unit.objects.exists()
