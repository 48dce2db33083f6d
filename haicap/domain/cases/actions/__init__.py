"""Everything that a worked case changes: loading it, and becoming one of its personas."""

from .entering import enter_as
from .loading import CaseOfAnotherProvince, DatabaseInUse, Loaded, load_case

__all__ = ["CaseOfAnotherProvince", "DatabaseInUse", "Loaded", "enter_as", "load_case"]
