import pytest

from haicap.domain.organisations.testing import SmallProvince

from .loop import Loop, whole_loop


@pytest.fixture
def loop(world: SmallProvince) -> Loop:
    return whole_loop(world)
