"""Units of both tiers with their history, and who holds which position when."""

from haicap.domain.organisations.circles import Circle, Concern

from .positions import (
    IN_WHOSE_PLACE,
    Acting,
    Appointment,
    Deputising,
    Position,
    PositionKind,
    SigningForm,
)
from .units import (
    OF_THE_PARTY,
    PLACES,
    Boundary,
    Coverage,
    HomeProvince,
    Kind,
    LegalBasis,
    Succession,
    Unit,
    UnitCode,
    UnitName,
    UnitQuerySet,
)

__all__ = [
    "IN_WHOSE_PLACE",
    "OF_THE_PARTY",
    "PLACES",
    "Acting",
    "Appointment",
    "Boundary",
    "Circle",
    "Concern",
    "Coverage",
    "Deputising",
    "HomeProvince",
    "Kind",
    "LegalBasis",
    "Position",
    "PositionKind",
    "SigningForm",
    "Succession",
    "Unit",
    "UnitCode",
    "UnitName",
    "UnitQuerySet",
]
