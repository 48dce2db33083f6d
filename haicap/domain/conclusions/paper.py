"""A notice as the document an office sends: Party or State layout, every component in its place."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from haicap.domain.organisations.models import (
    OF_THE_PARTY,
    PLACES,
    Acting,
    Appointment,
    Deputising,
    Kind,
    PositionKind,
    SigningForm,
    Unit,
)
from haicap.domain.organisations.queries import called_as_on, in_force, place_of
from haicap.foundation.documents.letter import (
    DRAFT_MARK,
    SIMULATED_MARK,
    Block,
    Heading,
    Letter,
    Paragraph,
    Signature,
)
from haicap.foundation.documents.symbols import (
    PARTY_TYPES,
    STATE_TYPES,
    System,
    codes,
    parse,
)

from .models import Conclusion, Item, Notice

# Documents are Vietnamese whatever language the page is read in: these words are not translated.
PARTS = {
    Item.Part.ASSESSMENT: "Đánh giá chung",
    Item.Part.TASKS: "Nhiệm vụ trọng tâm",
    Item.Part.ANSWERS: "Về các kiến nghị, đề xuất",
}
ROMAN = ("I", "II", "III")
ARCHIVE = {System.PARTY: "Lưu Văn phòng.", System.STATE: "Lưu: VT."}
MISSING = {
    "issuer": _("the issuer"),
    "place": _("the place"),
    "summary": _("what it is about"),
    "body": _("its items"),
    "signature": _("who signs"),
    "recipients": _("the recipients"),
}
NOT_VERBATIM = "BẢN GHI THEO NGUỒN, KHÔNG PHẢI NGUYÊN VĂN"
_CHAPTER = re.compile(r"^[IVX]+\.")
PARTY_SIGNING, STATE_SIGNING = "document.party_signing", "document.state_signing"
OFFICE = "Văn phòng"
# The prefix of each side for how a deputy signs, and for a head's position that is held acting.
SIGNED_AS: Mapping[System, Mapping[str, str]] = {
    System.STATE: {
        SigningForm.IN_PLACE: "KT.",
        SigningForm.BY_ORDER: "TL.",
        SigningForm.BY_MANDATE: "TUQ.",
        Acting.ACTING: "Q.",
    },
    System.PARTY: {SigningForm.IN_PLACE: "K/T", SigningForm.BY_ORDER: "T/L"},
}


def system_of(unit: Unit) -> System:
    """By whose rules a unit sets and numbers its documents."""
    return System.PARTY if unit.kind in OF_THE_PARTY else System.STATE


def letter_of(notice: Notice) -> Letter:
    """The notice with its items; what is not known is left out (see `Letter.missing`)."""
    day = notice.issued_on or timezone.localdate()
    system = parse(notice.symbol, on=day).system if notice.symbol else system_of(notice.issuer)
    place = place_of(notice.issuer)
    recipients = list(notice.recipients.order_by("kind", "sort_key"))
    called_as_on([notice.issuer, notice.issuer.parent, place, *recipients], day)
    superior, issuer = _sender(notice.issuer)
    return Letter(
        system=system,
        superior=superior,
        issuer=issuer,
        symbol=notice.symbol,
        place=place.name if place else "",
        issued_on=notice.issued_on,
        type_name=_type_name(notice.document_type, system, day),
        summary=_without_type(notice, system, day),
        body=list(_body(notice)),
        signature=Signature(
            position=notice.signed_by,
            name=notice.signer,
            prefix=notice.sign_prefix,
            for_whom=notice.signed_for,
        ),
        recipients=_recipients(notice, recipients, system),
        mark=_mark(notice),
    )


def missing_of(notice: Notice) -> list[Promise]:
    """What keeps a draft from being sent, in words; number and day come with the issue."""
    return [MISSING[name] for name in letter_of(notice).missing if name in MISSING]


def _mark(notice: Notice) -> str:
    if _is_simulated(notice):
        return SIMULATED_MARK
    if notice.conclusion.items.exclude(wording=Item.Wording.OWN).exists():
        return NOT_VERBATIM
    return DRAFT_MARK if notice.state == Notice.State.DRAFTED else ""


def _is_simulated(notice: Notice) -> bool:
    """The notice itself, or anything of what it announces."""
    conclusion = notice.conclusion
    return (
        notice.is_simulated
        or notice.has_simulated_moves
        or conclusion.is_simulated
        or conclusion.has_simulated_moves
        or conclusion.items.filter(is_simulated=True).exists()
    )


def _sender(issuer: Unit) -> tuple[str, str]:
    """(the body above, the issuer): an office stands under the body it serves."""
    above = issuer.parent
    if above is None or above.kind in PLACES:
        return "", issuer.full_name
    is_office = issuer.kind in {Kind.PARTY_OFFICE, Kind.COMMITTEE_OFFICE}
    return above.full_name, OFFICE if is_office else issuer.full_name


def _type_name(code: str, system: System, day: date) -> str:
    own = codes(PARTY_TYPES if system == System.PARTY else STATE_TYPES, day, language="vi")
    return own.get(code) or codes(STATE_TYPES, day, language="vi").get(code, code)


def _without_type(notice: Notice, system: System, day: date) -> str:
    """What it is about, without the word that stands above it already: “Thông báo kết luận …”."""
    summary = notice.summary or notice.conclusion.title
    name = _type_name(notice.document_type, system, day)
    if summary.casefold().startswith(f"{name} ".casefold()):
        return summary[len(name) :].strip()
    return summary


def _body(notice: Notice) -> Iterable[Block]:
    if notice.opening:
        yield from (Paragraph(line) for line in notice.opening.splitlines() if line.strip())
    items = list(notice.conclusion.items.order_by("position"))
    parts = [part for part in PARTS if any(item.part == part for item in items)]
    for place, part in enumerate(parts):
        own = [item for item in items if item.part == part]
        if len(parts) > 1:
            yield Heading(PARTS[part], ROMAN[place])
        yield from _points(own)


def _points(items: Sequence[Item]) -> Iterable[Block]:
    """Numbered within their part; a part of one paragraph carries no number."""
    for place, item in enumerate(items, start=1):
        lines = [line.strip() for line in item.text.splitlines() if line.strip()]
        stated = _CHAPTER.sub("", item.number)
        number = f"{stated or place}." if len(items) > 1 else ""
        yield Paragraph(lines[0], number)
        yield from (Paragraph(line) for line in lines[1:])


def _recipients(notice: Notice, units: Iterable[Unit], system: System) -> list[str]:
    others = [line.strip(" -;,.") for line in notice.further_recipients.splitlines()]
    listed = [f"{name}," for name in [*map(str, units), *(line for line in others if line)]]
    return [*listed, ARCHIVE[system]] if listed else []


def prefixes_of(issuer: Unit, on: date) -> dict[str, str]:
    """For whom a document of this side may be signed: prefix → meaning."""
    name = PARTY_SIGNING if system_of(issuer) == System.PARTY else STATE_SIGNING
    return codes(name, on)


def suggested_words(conclusion: Conclusion) -> dict[str, str]:
    """How a notice may begin, and who may sign it, as the records say; the writer goes on."""
    office = conclusion.issuer.office or conclusion.issuer
    words = {"summary": conclusion.title, "opening": _opening(conclusion)}
    return words | _signing(office, timezone.localdate())


def _signing(office: Unit, on: date) -> dict[str, str]:
    """Who signs for an office on a day: its head, acting or in full, or who does in the head's
    place; the prefix as its side writes it, where it knows one."""
    signed = {"sign_prefix": "", "signed_for": "", "signed_by": "", "signer": ""}
    head = (
        Appointment.objects.filter(
            in_force(on), position__unit=office, position__kind=PositionKind.HEAD
        )
        .select_related("position", "user")
        .first()
    )
    if head is None:
        return signed
    known, prefixes = prefixes_of(office, on), SIGNED_AS[system_of(office)]
    deputising = head.deputisings.filter(in_force(on)).select_related("deputy").first()
    own = _own_position(deputising, office, on) if deputising else None
    if deputising and own:
        prefix = prefixes.get(deputising.form, "")
        signed |= {"signed_for": head.position.title, "signed_by": own.title, "signer": own.person}
    else:
        # “Q.” stands for the word before the title; where a side has no such prefix, the title
        # itself says that it is held acting.
        prefix = prefixes.get(head.acting, "")
        title = head.position.title if prefix in known else head.title
        signed |= {"signed_by": title, "signer": head.person}
    return signed | {"sign_prefix": prefix if prefix in known else ""}


def _own_position(deputising: Deputising, office: Unit, on: date) -> Appointment | None:
    """The position by which a deputy works in the office; none: they left it since."""
    held = deputising.deputy.appointments.filter(in_force(on), position__unit=office)
    working = held.exclude(position__kind=PositionKind.ADMINISTRATOR)
    return working.select_related("position", "user").order_by("id").first()


def _opening(conclusion: Conclusion) -> str:
    session = conclusion.session
    if session is None or session.held_on is None:
        return ""
    return (
        f"Ngày {session.held_on:%d/%m/%Y}, {conclusion.concluded_by} chủ trì: {session.title}. "
        f"Sau khi nghe báo cáo và ý kiến của các đại biểu, {conclusion.concluded_by} kết luận"
        " như sau:"
    )
