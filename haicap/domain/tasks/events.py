"""What can happen to a task, with the sentence that tells it."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.journal.catalogue import Event, declare

declare(
    Event("task.assign", _("%(actor)s assigned the task; %(lead)s leads it")),
    Event("task.progress", _("%(actor)s reported progress: %(percent)s %%")),
    Event("task.report", _("%(actor)s reported the work as done, evidence: %(evidence)s")),
    Event("task.verify", _("%(actor)s verified that the work is done")),
    Event("task.return", _("%(actor)s returned the report: %(reason)s")),
    Event("task.acknowledge", _("%(actor)s acknowledged receipt of the task")),
    Event("task.ask", _("%(actor)s asked for more time, until %(until)s: %(reason)s")),
    Event("task.extend", _("%(actor)s gave more time: %(before_until)s → %(until)s")),
    Event("task.refuse", _("%(actor)s refused more time: %(reason)s")),
    Event("task.withdraw", _("%(actor)s withdrew the request for more time, until %(until)s")),
    Event("task.split", _("%(actor)s split off a part; %(lead)s leads it: %(text)s")),
    Event(
        "task.hand_over",
        _(
            "%(actor)s handed the lead from %(old)s over to %(lead)s, competent by %(act)s:"
            " %(reason)s"
        ),
    ),
    Event("task.suspend", _("%(actor)s suspended the task: %(reason)s")),
    Event("task.resume", _("%(actor)s resumed the task after %(days)s days: %(reason)s")),
    Event("task.draft", _("%(actor)s began to draft a report")),
    Event("task.hand", _("%(actor)s handed the task to %(person)s")),
    Event("task.take_up", _("%(person)s took up the task: %(left)s left")),
    Event("task.give_back", _("The task went back to the unit: %(left)s left")),
    Event("task.involve", _("%(actor)s brought in %(unit)s: %(asked)s")),
    Event("contribution.ask", _("%(actor)s asked %(unit)s: %(asked)s")),
    Event("contribution.work", _("%(unit)s reported on its part: %(percent)s %%: %(text)s")),
    Event("contribution.finish", _("%(unit)s reported its part as done: %(text)s")),
    Event("draft.revise", _("%(actor)s changed the draft of a report: %(percent)s %%")),
    Event("draft.submit", _("%(actor)s submitted the draft for signing")),
    Event("draft.approve", _("%(actor)s signed the report that %(author)s had drafted")),
    Event("draft.send_back", _("%(actor)s sent the draft back: %(reason)s")),
    Event("task.repeat", _("%(actor)s said how often the task comes round: %(every)s")),
    Event(
        "task.come_round",
        _("The task came round for %(first)s – %(last)s; %(lead)s leads it"),
    ),
    Event("task.take_list", _("%(actor)s assigned the tasks of a list: %(count)s")),
    Event("task.take_reports", _("%(actor)s reported on the tasks of a list: %(count)s")),
    Event("task.cancel", _("%(actor)s cancelled the task: %(reason)s")),
)
