"""Everything that changes units, bodies, positions and what they rest on."""

from .bodies import ensure_bodies
from .boundaries import Compared, compare_boundaries, load_boundaries
from .groups import add_legal_basis, cover_commune, form_working_group
from .home import choose_home_province
from .loading import Loaded, load_units
from .positions import appoint, end_appointment
from .present import show_present_names
from .rosters import examine_roster, take_roster
from .units import establish_unit, rename_unit

__all__ = [
    "Compared",
    "Loaded",
    "add_legal_basis",
    "appoint",
    "choose_home_province",
    "compare_boundaries",
    "cover_commune",
    "end_appointment",
    "ensure_bodies",
    "establish_unit",
    "examine_roster",
    "form_working_group",
    "load_boundaries",
    "load_units",
    "rename_unit",
    "show_present_names",
    "take_roster",
]
