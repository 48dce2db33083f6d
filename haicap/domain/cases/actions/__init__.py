"""Everything that a worked case changes: loading it, and becoming one of its personas."""

from .entering import enter_as
from .loading import CaseOfAnotherProvince, Loaded, load_case

__all__ = ["CaseOfAnotherProvince", "Loaded", "enter_as", "load_case"]
