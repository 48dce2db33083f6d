"""The JSON door of conclusions, their items and notices: the same actions as the pages."""

from . import announcing, drafting, lists
from .answering import router

__all__ = ["announcing", "drafting", "lists", "router"]
