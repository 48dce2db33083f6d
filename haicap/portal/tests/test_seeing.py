"""Who may open which page, and that nothing leads to what somebody may not see."""

import pytest
from django.test import Client

from haicap.domain.conclusions.testing import drafted
from haicap.domain.organisations.testing import SmallProvince
from tests.rooms import SignIn

from .loop import Loop
from .page import address, links, shown

# Each page, and who of the small province may not open it; Cora holds no position anywhere.
HIDDEN = {
    "first": ["felix"],
    "second": ["felix"],
    "conclusion": ["felix"],
    "notice": ["felix"],
    "item": ["felix"],
    "again": ["felix"],
    "task": ["mila", "felix"],
    "other_task": ["ana", "alma", "felix"],
    "asked": ["mila", "felix"],
    "report": ["mila", "felix"],
    "figure": ["mila", "felix"],
    "sheet": ["felix"],
}
# The law is public and the same to everybody: Cora reads every page of it, the others its lists.
LAW = ("/statutes/", "/deadlines/?")
PEOPLE = ["ana", "alma", "mila", "bogdan", "clara", "felix", "cora"]


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_page_opens_for_who_may_see_it_and_is_not_there_for_others(
    world: SmallProvince, loop: Loop, sign_in: SignIn, language: str
) -> None:
    for name in PEOPLE:
        client = sign_in(getattr(world, name), language)
        for page, hidden in HIDDEN.items():
            expected = 404 if name in (*hidden, "cora") else 200
            answer = client.get(address(getattr(loop, page)))
            assert answer.status_code == expected, (name, page)


def test_who_has_not_signed_in_cannot_tell_a_record_from_none(loop: Loop) -> None:
    for thing in loop.records:
        page = address(thing)
        answer = Client().get(page)
        assert answer["Location"] == f"/sign-in/?next={page}"
        beyond = f"{page.rstrip('/').rpartition('/')[0]}/99999/"
        assert Client().get(beyond).status_code == 302


@pytest.mark.parametrize("name", ["ana", "mila", "bogdan", "clara", "cora"])
def test_nothing_on_a_page_leads_to_what_the_reader_may_not_see(
    world: SmallProvince, loop: Loop, sign_in: SignIn, name: str
) -> None:
    client = sign_in(getattr(world, name))
    ahead, seen = ["/", world.commune_a.get_absolute_url()], set()
    while ahead:
        page = ahead.pop().partition("#")[0]
        if page in seen:
            continue
        seen.add(page)
        answer = client.get(page)
        assert answer.status_code == 200, (name, page)
        if not answer["Content-Type"].startswith("text/html"):  # a file leads nowhere
            continue
        # A document takes long to make; who may have it is tried with the access.
        inside = {each for each in links(answer.text) if each.startswith("/")}
        if name != "cora":
            inside = {each for each in inside if each in LAW or not each.startswith(LAW)}
        ahead += [each for each in inside if not each.endswith(("/docx/", "/pdf/"))]
    assert len(seen) > (20 if name != "cora" else 5)


def test_a_conclusion_being_drafted_is_not_on_the_session_for_a_commune(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    conclusion = drafted(world, loop.second, ("Dự thảo kín.",))
    assert "Dự thảo kín." in shown(sign_in(world.clara), loop.second)
    assert "Dự thảo kín." not in shown(sign_in(world.ana), loop.second)
    assert sign_in(world.ana).get(address(conclusion)).status_code == 404


def test_the_place_is_public_and_its_work_is_not(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    place = world.commune_a.get_absolute_url()
    for client in (Client(headers={"accept-language": "en"}), sign_in(world.cora)):
        page = client.get(place).text
        assert "Made from" in page
        for word in ("Tasks of the commune", loop.asked.text, "more than", "Who leads it"):
            assert word not in page
    page = shown(sign_in(world.ana), place)
    for word in ("Tasks of the commune", loop.asked.text, "more than", "Who leads it"):
        assert word in page


def test_a_district_or_a_body_is_no_commune(world: SmallProvince, sign_in: SignIn) -> None:
    assert sign_in(world.ana).get("/communes/20.vptu/").status_code == 404


def test_a_stranger_is_told_what_is_public(world: SmallProvince, sign_in: SignIn) -> None:
    page = sign_in(world.cora).get("/").text
    assert "You hold no position in a unit" in page
    assert "Your turn" not in page


def test_what_a_commune_page_leaves_out_stands_in_the_lists_it_leads_to(
    world: SmallProvince, loop: Loop, sign_in: SignIn
) -> None:
    client = sign_in(world.ana)
    here = world.commune_a
    lists = links(shown(client, here))
    for door, record in (("/notices/?commune=", loop.conclusion), ("/figures/?unit=", loop.report)):
        assert f"{door}{here.key}" in lists
        assert record.get_absolute_url() in links(shown(client, f"{door}{here.key}"))
    # A commune that the conclusion does not speak of narrows the list to nothing of it.
    assert loop.again.conclusion.get_absolute_url() not in links(
        shown(client, f"/notices/?commune={world.commune_b.key}")
    )
