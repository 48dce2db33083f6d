"""Pages that only the tests serve: one with every component, and some that fail."""

from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from haicap.config import urls
from haicap.foundation.access import ActorRequest, Invalid, Refusal, Refused
from haicap.foundation.ui.forms import DayField, Form, SeveralFilesField
from haicap.foundation.ui.paging import Page
from haicap.foundation.workflow import LostRace, OpenMove

SAMPLE = Path(__file__).with_name("sample.html")


class SampleForm(Form):
    text = forms.CharField(label="Nội dung", widget=forms.Textarea, help_text="Việc đã làm.")
    done_on = DayField(label="Ngày")
    share = forms.IntegerField(label="Tỷ lệ", required=False, max_value=100)
    kind = forms.ChoiceField(
        label="Loại", choices=[("a", "Một"), ("b", "Hai")], widget=forms.RadioSelect
    )
    is_last = forms.BooleanField(label="Báo cáo cuối", required=False)
    evidence = SeveralFilesField(label="Minh chứng", required=False)


def sample(request: ActorRequest) -> HttpResponse:
    task = SimpleNamespace(
        name="Đẩy mạnh ứng dụng công nghệ thông tin trong cải cách hành chính",
        get_state_display=lambda: "Đang làm",
        is_simulated=True,
    )
    form = SampleForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        form.take(Invalid("share", "Không lớn hơn 80.", form.cleaned_data["share"]))
    messages.success(request, "Đã lưu.")
    context = {
        "task": task,
        "form": form,
        "links": [("Thông báo 176-TB/VPTU", "/notices/1/", "vi"), ("Nhiệm vụ", None, "vi")],
        "open_moves": [
            OpenMove("verify", "Xác nhận hoàn thành", None),
            OpenMove("return", "Trả lại", None),
            OpenMove("extend", "Gia hạn", Refusal("Nhiệm vụ không có thời hạn.")),
        ],
        "posts": {"verify": "/sample/refused/"},
        "pages": {"return": "/sample/"},
        "day": date(2025, 10, 27),
        "amount": Decimal("15000.50"),
        "share": Decimal("62.25"),
        "instant": datetime(2025, 10, 27, 1, 30, tzinfo=UTC),
        "page": Page([], next_cursor="n", previous_cursor="p"),
    }
    page = engines["django"].from_string(SAMPLE.read_text()).render(context, request)
    return HttpResponse(page, status=422 if form.is_bound else 200)


def refused(request: HttpRequest) -> HttpResponse:
    raise Refused(Refusal("A task cannot be verified without evidence."))


def lost(request: HttpRequest) -> HttpResponse:
    raise LostRace("Someone was faster: here is how it stands now.")


def invalid(request: HttpRequest) -> HttpResponse:
    raise Invalid("text", "Too short.", "<b>x</b>")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


urlpatterns = [
    path("sample/", sample),
    path("sample/refused/", refused),
    path("sample/lost/", lost),
    path("sample/invalid/", invalid),
    path("sample/broken/", broken),
    *urls.urlpatterns,
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500
masthead_places, masthead_search = urls.masthead_places, urls.masthead_search
