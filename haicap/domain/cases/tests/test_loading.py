"""Where a worked case may not be loaded."""

import pytest

from haicap.domain.cases.actions import DatabaseInUse, load_case
from haicap.domain.cases.models import Case
from haicap.foundation.accounts.testing import account

pytestmark = pytest.mark.django_db


def test_among_real_accounts_nothing_is_loaded():
    account("ana")
    with pytest.raises(DatabaseInUse, match="not loaded"):
        load_case("langson")
    assert not Case.objects.exists()
