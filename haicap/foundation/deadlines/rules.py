"""What can be done with a deadline that is kept, and when?

Who may do it is the rule of the room that keeps it; here somebody must only answer for it.
"""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.access import Actor, Refusal
from haicap.foundation.workflow import Flow, Move

from .models import Clock

STARTED, PAUSED, ENDED = Clock.State.STARTED, Clock.State.PAUSED, Clock.State.ENDED


def by_whoever_answers(actor: Actor, clock: Clock) -> Refusal | None:
    return None if actor.is_signed_in else Refusal(str(_("Sign in to change a deadline.")))


CLOCK_FLOW = Flow(
    "clock",
    Move("pause", {STARTED}, PAUSED, by_whoever_answers, _("Stop the clock")),
    Move("resume", {PAUSED}, STARTED, by_whoever_answers, _("Let it run again")),
    Move("restart", {STARTED, PAUSED}, STARTED, by_whoever_answers, _("Set it back to zero")),
    Move("extend", {STARTED}, STARTED, by_whoever_answers, _("Extend")),
    Move("end", {STARTED, PAUSED}, ENDED, by_whoever_answers, _("End")),
    initial=STARTED,
    awaits={
        STARTED: _("whoever must act by the due date"),
        PAUSED: _("whoever the clock stands for"),
        ENDED: None,
    },
)
