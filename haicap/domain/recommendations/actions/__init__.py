"""Everything that changes recommendations and their answers."""

from .answering import NOT_STATED, GivenPoint, GivenStep, Outcome, give_answer
from .escalating import escalate_late
from .joining import (
    distinguish_recommendations,
    invite_communes,
    join_as_one,
    join_recommendation,
    leave_recommendation,
    merge_recommendation,
    part_recommendation,
)
from .judging import close_recommendation, reopen_recommendation
from .lists import examine_list, take_list
from .raising import raise_recommendation, read_words_again
from .routing import reroute_recommendation, route_recommendation

__all__ = [
    "NOT_STATED",
    "GivenPoint",
    "GivenStep",
    "Outcome",
    "close_recommendation",
    "distinguish_recommendations",
    "escalate_late",
    "examine_list",
    "give_answer",
    "invite_communes",
    "join_as_one",
    "join_recommendation",
    "leave_recommendation",
    "merge_recommendation",
    "part_recommendation",
    "raise_recommendation",
    "read_words_again",
    "reopen_recommendation",
    "reroute_recommendation",
    "route_recommendation",
    "take_list",
]
