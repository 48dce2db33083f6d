"""What the journal does in the background: react, and seal."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.jobs import every, job

from .models import Entry
from .sealing import seal_waiting
from .writing import reactions_to


@job("journal.react", title=_("Carry on what a journal entry brings about"))
def react(entry_id: int) -> None:
    """Run what higher rooms registered for this entry's event. Safe to run twice, as they are."""
    entry = Entry.objects.get(pk=entry_id)
    for reaction in reactions_to(entry.event):
        reaction(entry)


@every("* * * * *", name="journal.seal", title=_("Seal new journal entries"))
def seal() -> None:
    """Seal what was written since the last seal."""
    seal_waiting()
