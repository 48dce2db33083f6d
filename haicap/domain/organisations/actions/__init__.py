"""Everything that changes units, bodies, positions and what they rest on."""

from .bodies import ensure_bodies
from .boundaries import Compared, compare_boundaries, load_boundaries
from .deputising import end_deputising, entrust
from .founding import Member, found_working_group, member_named
from .groups import add_legal_basis, cover_commune, form_working_group
from .home import choose_home_province
from .loading import Loaded, load_units
from .people import (
    Opened,
    account_named,
    forget_second_factor,
    open_account,
    reset_password,
    successor_named,
    switch_off,
    switch_on,
)
from .positions import WORK, WORK_TO_SUCCESSOR, Successor, appoint, end_appointment
from .present import show_present_names
from .rosters import (
    examine_roster,
    take_roster,
)
from .units import establish_unit, rename_unit

__all__ = [
    "WORK",
    "WORK_TO_SUCCESSOR",
    "Compared",
    "Loaded",
    "Member",
    "Opened",
    "Successor",
    "account_named",
    "add_legal_basis",
    "appoint",
    "choose_home_province",
    "compare_boundaries",
    "cover_commune",
    "end_appointment",
    "end_deputising",
    "ensure_bodies",
    "entrust",
    "establish_unit",
    "examine_roster",
    "forget_second_factor",
    "form_working_group",
    "found_working_group",
    "load_boundaries",
    "load_units",
    "member_named",
    "open_account",
    "rename_unit",
    "reset_password",
    "show_present_names",
    "successor_named",
    "switch_off",
    "switch_on",
    "take_roster",
]
