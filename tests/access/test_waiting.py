"""What waits for a unit: told to everybody, each time no more than one may see anyhow."""

from django.urls import reverse

from .people import ANONYMOUS, CLERK, OFFICER, SIGNED_IN
from .revealing import Eyes, text_of
from .trying import none_of
from .world import World

UNITS = ("06529.ubnd", "06541.ubnd", "20.vptu", "20.vpub", "20.so-tai-chinh", "20.to-cong-tac-4")


def test_what_waits_for_a_unit_is_told_as_far_as_one_may_see_it(world: World, eyes: Eyes) -> None:
    wrong, told = [], set()
    for key in UNITS:
        place = reverse("portal:waiting", args=[key])
        assert world.browsers[ANONYMOUS].get(place).status_code == 302
        for person in SIGNED_IN:
            response = world.browsers[person].get(place)
            assert response.status_code == 200
            seen = eyes.on_page(text_of(response))
            wrong += eyes.hidden_from(person, seen, place)
            told |= {(person, key)} if seen else set()
    none_of(wrong)
    # It does tell something, and an officer is told nothing of another commune's work.
    assert (OFFICER, "06529.ubnd") in told
    assert (OFFICER, "06541.ubnd") not in told
    assert (CLERK, "20.to-cong-tac-4") in told
