"""The router to which every file of this door adds its operations."""

from ninja import Router

router = Router(tags=["recommendations"])
