"""The JSON door of recommendations: the same finding, actions and sentences as the pages."""

from . import joining, moving, reading, sheets
from .router import router

__all__ = ["joining", "moving", "reading", "router", "sheets"]
