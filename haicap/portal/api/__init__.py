"""The JSON door of what looks across rooms."""

from . import briefings, searching

routers = [searching.router, briefings.router]

__all__ = ["routers"]
