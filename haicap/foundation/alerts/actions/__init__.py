"""Everything that changes alerts and deliveries."""

from .choosing import mute, unmute
from .delivering import give_up, retry, spare, take_due, took, try_again
from .planning import plan_digests
from .reading import mark_all_read, mark_read
from .telling import forget_old, tell, tell_of

__all__ = [
    "forget_old",
    "give_up",
    "mark_all_read",
    "mark_read",
    "mute",
    "plan_digests",
    "retry",
    "spare",
    "take_due",
    "tell",
    "tell_of",
    "took",
    "try_again",
    "unmute",
]
