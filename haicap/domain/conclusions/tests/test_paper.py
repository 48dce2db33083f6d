"""The paper of a notice: the names of its day, and who signs it as they hold the position."""

from datetime import timedelta

import pytest
from django.utils import timezone

from haicap.domain.conclusions import actions
from haicap.domain.conclusions.models import Notice
from haicap.domain.conclusions.paper import letter_of, suggested_words
from haicap.domain.conclusions.testing import ISSUED, delivered
from haicap.domain.organisations.actions import appoint, entrust, rename_unit
from haicap.domain.organisations.models import Appointment, PositionKind
from haicap.domain.organisations.testing import SmallProvince, person
from haicap.foundation.accounts.models import User

from .test_announcing import whole_draft


def test_paper_says_the_names_of_its_day(world: SmallProvince) -> None:
    notice = whole_draft(world)
    actions.issue_notice(notice, actor=world.clara, symbol="176-TB/VPTU", issued_on=ISSUED)
    for unit, name in (
        (world.commune_a, "Lộc Bình Mới"),
        (world.party_committee, "Tỉnh ủy Lạng Sơn Mới"),
        (world.province, "Lạng Sơn Mới"),
    ):
        rename_unit(unit, actor=world.house, on=ISSUED + timedelta(days=9), name=name)
    letter = letter_of(Notice.objects.get(pk=notice.pk))
    assert letter.place == "Lạng Sơn"
    assert letter.superior == "Tỉnh ủy Lạng Sơn"
    assert "Xã Lộc Bình," in letter.recipients
    # What is drafted today bears the names of today.
    after = letter_of(Notice.objects.get(pk=whole_draft(world).pk))
    assert "Xã Lộc Bình Mới," in after.recipients
    assert after.superior == "Tỉnh ủy Lạng Sơn Mới"


def test_who_signs_is_suggested_as_they_hold_the_position_that_day(world: SmallProvince) -> None:
    conclusion, office = delivered(world), world.party_office
    head = "Chánh Văn phòng Tỉnh ủy"
    nobody = {"sign_prefix": "", "signed_for": "", "signed_by": "", "signer": ""}
    assert suggested_words(conclusion).items() >= nobody.items()
    harald = person("Harald", office, PositionKind.HEAD, head)
    in_full = {"sign_prefix": "", "signed_by": head, "signer": "Harald"}
    assert suggested_words(conclusion).items() >= in_full.items()
    dora = person("Dora", office, PositionKind.DEPUTY, "Phó Chánh Văn phòng")
    held = Appointment.objects.get(user_id=harald.user_id)
    today = timezone.localdate()
    entrust(
        held,
        actor=harald,
        deputy=User.objects.get(pk=dora.user_id),
        from_on=today,
        until_on=today + timedelta(days=7),
        reason="Đi học",
    )
    assert (
        suggested_words(conclusion).items()
        >= {
            "sign_prefix": "K/T",
            "signed_for": head,
            "signed_by": "Phó Chánh Văn phòng",
            "signer": "Dora",
        }.items()
    )


@pytest.mark.parametrize(
    ("acting", "prefix", "title"),
    [
        ("acting", "Q.", "Chánh Văn phòng"),
        ("in_charge", "", "Chánh Văn phòng (được giao phụ trách)"),
    ],
)
def test_the_state_says_that_a_head_is_acting_by_a_prefix_else_in_the_title(
    world: SmallProvince, acting: str, prefix: str, title: str
) -> None:
    appoint(
        world.committee_office,
        actor=world.house,
        kind=PositionKind.HEAD,
        title="Chánh Văn phòng",
        acting=acting,
        person_name="Bà A",
    )
    conclusion = actions.draft_conclusion(
        actor=world.house, issuer=world.peoples_committee, concluded_by="Chủ tịch", title="Kết luận"
    )
    words = suggested_words(conclusion)
    assert (words["sign_prefix"], words["signed_by"], words["signer"]) == (prefix, title, "Bà A")
