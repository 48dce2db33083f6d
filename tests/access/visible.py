"""Who may see which record: written by hand from what was decided about access, not computed.

A task: its lead, coordinating, issuing and verifying units, and the issuer's office. A notice, and
the conclusion it announces: those of its tasks, its recipients (and the office that serves them),
who was at the session; a draft of either: the side that drafts. A recommendation: the communes that
raised it, the units it was routed to, the group of those communes, the addressee and its office. A
report: who reports, the group that follows them, to whom, and that body's office. A session: who
convenes it and their office, its communes and the group that follows them, units that took part. A
follow-up sheet: whole to its group and to who convenes; to a commune its own rows. Citizens and
outsiders: what is published, and nothing is yet.
"""

from .people import (
    LOC_BINH,
    MAU_SON,
    PARTY,
    STATE,
    THE_DEPARTMENT,
    THE_GROUP,
    People,
)

LOC_BINHS = PARTY | THE_GROUP | LOC_BINH
MAU_SONS = PARTY | THE_GROUP | MAU_SON
ALL_SEVEN = PARTY | THE_GROUP | LOC_BINH | MAU_SON

VISIBLE: dict[str, People] = {
    # Of Lộc Bình alone ("own") and of Mẫu Sơn alone ("other"), both on the Party's side.
    "own session": LOC_BINHS,
    "other session": MAU_SONS,
    "own planned session": LOC_BINHS,
    "other planned session": MAU_SONS,
    "own second session": LOC_BINHS,
    "other second session": MAU_SONS,
    "own conclusion": LOC_BINHS,
    "other conclusion": MAU_SONS,
    "own item": LOC_BINHS,
    "other item": MAU_SONS,
    "own notice": LOC_BINHS,
    "other notice": MAU_SONS,
    "own second notice": LOC_BINHS,
    "other second notice": MAU_SONS,
    "own draft conclusion": PARTY,
    "other draft conclusion": PARTY,
    "own draft item": PARTY,
    "other draft item": PARTY,
    "own draft notice": PARTY,
    "other draft notice": PARTY,
    "own task": LOC_BINHS,
    "other task": MAU_SONS,
    "own reported task": LOC_BINHS,
    "other reported task": MAU_SONS,
    "own dated task": LOC_BINHS,
    "other dated task": MAU_SONS,
    "own asking task": LOC_BINHS,
    "other asking task": MAU_SONS,
    "own regular task": LOC_BINHS,
    "other regular task": MAU_SONS,
    "own suspended task": LOC_BINHS,
    "other suspended task": MAU_SONS,
    "own shared task": LOC_BINHS | THE_DEPARTMENT,
    "other shared task": MAU_SONS | THE_DEPARTMENT,
    "own contribution": LOC_BINHS | THE_DEPARTMENT,
    "other contribution": MAU_SONS | THE_DEPARTMENT,
    "own drafted task": LOC_BINHS,
    "other drafted task": MAU_SONS,
    "own submitted task": LOC_BINHS,
    "other submitted task": MAU_SONS,
    # What a unit has not signed yet it has not said.
    "own draft": LOC_BINH,
    "other draft": MAU_SON,
    "own submitted draft": LOC_BINH,
    "other submitted draft": MAU_SON,
    "own evidence": LOC_BINHS,
    "other evidence": MAU_SONS,
    "own recommendation": LOC_BINHS,
    "other recommendation": MAU_SONS,
    "own routed recommendation": LOC_BINHS | THE_DEPARTMENT,
    "other routed recommendation": MAU_SONS | THE_DEPARTMENT,
    "own answered recommendation": LOC_BINHS | THE_DEPARTMENT,
    "other answered recommendation": MAU_SONS | THE_DEPARTMENT,
    "own answer": LOC_BINHS | THE_DEPARTMENT,
    "other answer": MAU_SONS | THE_DEPARTMENT,
    "own report": LOC_BINHS,
    "other report": MAU_SONS,
    "own figure": LOC_BINHS,
    "other figure": MAU_SONS,
    "own sheet": LOC_BINHS,
    "other sheet": MAU_SONS,
    # Of the State's side: the People's Committee with Mẫu Sơn, ordering the department of finance.
    "state session": STATE | THE_GROUP | MAU_SON,
    "state conclusion": STATE | THE_GROUP | MAU_SON | THE_DEPARTMENT,
    "state item": STATE | THE_GROUP | MAU_SON | THE_DEPARTMENT,
    "state notice": STATE | THE_GROUP | MAU_SON | THE_DEPARTMENT,
    "state draft conclusion": STATE,
    "state draft item": STATE,
    "state task": STATE | THE_DEPARTMENT,
    "state recommendation": STATE | THE_GROUP | MAU_SON | THE_DEPARTMENT,
    "state routed recommendation": STATE | THE_GROUP | MAU_SON | THE_DEPARTMENT,
    "state report": STATE | THE_GROUP | MAU_SON,
    "state figure": STATE | THE_GROUP | MAU_SON,
    # Given to the recommendation of Mẫu Sơn to the State's side, at the Party's own session.
    "answer elsewhere": STATE | MAU_SONS | THE_DEPARTMENT,
    # Of Na Dương, of which nobody here is: concluded by the Party, announced to the State's side.
    "third session": PARTY | THE_GROUP,
    "third conclusion": PARTY | THE_GROUP | STATE,
    "third item": PARTY | THE_GROUP | STATE,
    "third notice": PARTY | THE_GROUP | STATE,
    "third task": PARTY,
    # Of Lộc Bình and Mẫu Sơn together: one sheet, to each commune its own rows.
    "shared session": ALL_SEVEN,
    "shared sheet": ALL_SEVEN,
    # Of the worked case: all seven communes; the department of finance spoke at the second session.
    "first session of the case": ALL_SEVEN,
    "second session of the case": ALL_SEVEN | THE_DEPARTMENT,
    "first conclusion of the case": ALL_SEVEN,
    "second conclusion of the case": ALL_SEVEN | THE_DEPARTMENT,
    "first items of the case": ALL_SEVEN,
    "second items of the case": ALL_SEVEN | THE_DEPARTMENT,
    "notice of the case": ALL_SEVEN,
    "task of the case for Lộc Bình": LOC_BINHS,
    "task of the case for Mẫu Sơn": MAU_SONS,
    "tasks of the case for others": PARTY | THE_GROUP,
    "recommendations of the case": ALL_SEVEN,
    "first answer of the case": ALL_SEVEN,
    "second answers of the case": ALL_SEVEN | THE_DEPARTMENT,
    "reports of the case": ALL_SEVEN,
    "figures of the case": ALL_SEVEN,
    "sheet of the case": ALL_SEVEN,
}

# A sheet is whole to its group and to who convenes, also where a row is not theirs to open.
ON_THE_SHEET: dict[str, dict[str, People]] = {
    "shared sheet": {
        "state item": PARTY,
        "state recommendation": PARTY,
        "state routed recommendation": PARTY,
    },
}
