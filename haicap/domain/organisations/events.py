"""What can happen to units and positions."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event(
        "unit.load",
        _(
            "%(actor)s loaded the official units: %(added)s added, %(changed)s changed,"
            " %(links)s links to predecessors."
        ),
    ),
    Event(
        "boundary.load",
        _(
            "%(actor)s loaded the boundaries of %(count)s communes of %(unit)s, in force from"
            " %(on)s: %(basis)s."
        ),
    ),
    Event("unit.establish", _("%(actor)s established %(unit)s.")),
    Event("unit.rename", _("%(actor)s renamed %(old)s: %(new)s.")),
    Event("unit.organise", _("%(actor)s established %(count)s bodies of %(unit)s.")),
    Event("province.choose", _("%(actor)s began this database for %(unit)s.")),
    Event("working_group.form", _("%(actor)s formed %(unit)s.")),
    Event("working_group.add_basis", _("%(actor)s based %(unit)s on %(symbol)s.")),
    Event("working_group.cover", _("%(actor)s had %(unit)s follow %(commune)s.")),
    Event("position.appoint", _("%(actor)s appointed %(person)s: %(position)s.")),
    Event(
        "position.take_list",
        _("%(actor)s opened %(count)s accounts with their positions from a list (%(sha256)s)."),
    ),
    Event(
        "position.entrust",
        _(
            "%(actor)s entrusted %(deputy)s with acting in the place of %(person)s: %(position)s"
            " (%(form)s., %(from_on)s to before %(until_on)s). Reason: %(reason)s"
        ),
    ),
    Event(
        "position.end_deputising",
        _("%(actor)s ended that %(deputy)s acts in the place of %(person)s: %(position)s."),
    ),
    Event(
        "position.hand_over",
        _("%(actor)s ended the appointment of %(person)s: %(position)s; %(successor)s follows."),
    ),
    Event(
        "position.leave_vacant",
        _(
            "%(actor)s ended the appointment of %(person)s: %(position)s; it is left vacant:"
            " %(vacant_because)s"
        ),
    ),
    Event("position.end", _("%(actor)s ended the appointment of %(person)s: %(position)s.")),
)
