"""The JSON door to sessions."""

from . import preparing, sessions
from .router import router

__all__ = ["preparing", "router", "sessions"]
