"""What can happen to a recommendation, with the sentence that tells it."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("recommendation.raise", _("%(actor)s raised the recommendation, to %(addressed_to)s")),
    Event("recommendation.route", _("%(actor)s sent it on to %(units)s")),
    Event("recommendation.answer", _("%(actor)s answered it")),
    Event("recommendation.close", _("%(actor)s closed it")),
    Event("recommendation.reopen", _("%(actor)s sent the answer back: %(reason)s")),
    Event("answer.record", _("%(actor)s recorded an answer given by %(given_by)s")),
)
