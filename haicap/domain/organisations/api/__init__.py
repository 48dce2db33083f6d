"""The JSON door of units, and of the people in them."""

from ninja import Router

from . import deputising, groups, people, rosters, units

router = Router(tags=["organisations"])
# Groups are formed at the address where they are listed, so those two share a router.
for each in (units, people, deputising, rosters):
    router.add_router("", each.router)

__all__ = ["groups", "router"]
