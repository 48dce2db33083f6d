"""The JSON door of tasks: the same finding, actions and sentences as the pages."""

from . import inside, moving, reading, sheets
from .router import router

__all__ = ["inside", "moving", "reading", "router", "sheets"]
