"""What can happen to a recommendation, with the sentence that tells it."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("recommendation.raise", _("%(actor)s raised the recommendation, to %(addressed_to)s")),
    Event("recommendation.take_list", _("%(actor)s took a list of %(count)s recommendations")),
    Event("recommendation.route", _("%(actor)s sent it on to %(units)s")),
    Event("recommendation.reroute", _("%(actor)s sent it on to %(units)s instead: %(reason)s")),
    Event("recommendation.invite", _("%(actor)s asked to join: %(communes)s")),
    Event("recommendation.join", _("%(actor)s joined it for %(commune)s")),
    Event("recommendation.leave", _("%(actor)s left it for %(commune)s")),
    Event("recommendation.merge", _("%(actor)s found it one matter with: “%(into)s”")),
    Event("recommendation.take_in", _("%(actor)s joined to it what %(communes)s had raised apart")),
    Event("recommendation.part", _("%(actor)s left the matter it was joined to")),
    Event("recommendation.distinguish", _("%(actor)s found it another matter than: “%(other)s”")),
    Event("recommendation.answer", _("%(actor)s answered it")),
    Event("recommendation.contribute", _("%(actor)s contributed to the answer")),
    Event("recommendation.judge", _("%(actor)s said what %(communes)s think of the answer")),
    Event("recommendation.escalate", _("%(actor)s put the late answer before %(leader)s")),
    Event("recommendation.close", _("%(actor)s closed it")),
    Event("recommendation.reopen", _("%(actor)s sent the answer back: %(reason)s")),
    Event("answer.record", _("%(actor)s recorded an answer given by %(given_by)s")),
)
