"""The JSON door of tasks: the same finding, actions and sentences as the pages."""

from . import inside, moving, picturing, reading, scoring, sheets, together
from .router import router

__all__ = ["inside", "moving", "picturing", "reading", "router", "scoring", "sheets", "together"]
