"""The list of conclusions with their notices: its columns, on the page and in a file."""

from django.utils.translation import gettext_lazy as _

from haicap.foundation.ui.tables import Column, Table

CONCLUSIONS = Table(
    "ket-luan",
    _("Conclusions and notices"),
    Column(_("Conclusion"), lambda each: each.title, sort="newest", order=("-id",)),
    Column(
        _("Notice"),
        lambda each: "; ".join(notice.symbol for notice in each.seen_notices if notice.symbol),
    ),
    Column(_("In the name of"), lambda each: str(each.issuer), css="rest"),
    Column(_("Concluded by"), lambda each: each.concluded_by, in_page=False),
    Column(_("Delivered on"), lambda each: each.delivered_on, css="rest"),
    Column(_("State"), lambda each: each.get_state_display(), css="rest"),
    order=("-id",),
)
