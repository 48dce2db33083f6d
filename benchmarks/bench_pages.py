"""Does a page of any list cost no more than three times the empty page of the same stack?

Through Django's test client, in this process: the server would add the same to both sides and
make the ratio look better than the page is.
"""

from collections.abc import Iterator

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haicap.domain.cases.models import Persona
from haicap.domain.followups.models import Sheet
from haicap.domain.tasks.models import Task

from .measuring import Line, compare

LIMIT = 3.0
CLERK, OFFICER = "van-thu", "can-bo-loc-binh"
# A commune's officer sees a hundredth of it; the clerk a fifth, in the name of five bodies.
LISTS = (
    "/tasks/",
    "/tasks/?cell=open_overdue",
    "/tasks/?state=assigned&due_from=2025-10-01&due_by=2026-03-01",
    "/tasks/?state=assigned&due_by=2026-03-01&text=nhiem+vu",
    "/tasks/board/",
    "/tasks/scores/",
    "/recommendations/",
    "/recommendations/?state=raised",
    "/sessions/",
    "/notices/",
    "/figures/",
    "/follow-ups/",
    "/units/find?q=binh",
)
DASHBOARDS = ("/", "/units/", "/communes/06529/", "/units/06529/waiting/", "/map/20/")
# A word that one task says, one that every task says, and the name of a unit.
SEARCHES = ("/search/?q=48151", "/search/?q=nhiem+vu", "/search/?q=loc+binh")
FILES = ("/tasks/?text=48151&format=xlsx", "/tasks/?text=48151&format=csv")


def main() -> Iterator[Line]:
    record = f"/tasks/{Task.objects.order_by('-id')[1000].pk}/"
    for who in (CLERK, OFFICER):
        browser = _browser(who)
        for address in (*LISTS, *DASHBOARDS, *SEARCHES, *FILES):
            yield _line(browser, who, address)
    yield _line(_browser(CLERK), CLERK, _seen(record))
    yield _line(_browser(CLERK), CLERK, f"/follow-ups/{_sheet()}/")
    for address in ("/api/v1/tasks", "/api/v1/recommendations", "/api/v1/tasks/matrix"):
        yield _line(_browser(CLERK), CLERK, address)


def _seen(record: str) -> str:
    """A task that the clerk sees, with its history."""
    mine = Task.objects.filter(issuer__key="20.tinh-uy").order_by("-id")
    return f"/tasks/{mine[1000].pk}/" if mine.count() > 1000 else record


def _sheet() -> int:
    """The sheet of the worked case: ten communes."""
    return Sheet.objects.order_by("id").values_list("pk", flat=True)[0]


def _read(browser: Client, address: str) -> int:
    """Asks, and takes all of what comes, be it a file that is written as it is sent."""
    answer = browser.get(address)
    if answer.streaming:
        for _piece in answer.streaming_content:  # type: ignore[attr-defined]
            pass
    return answer.status_code


def _browser(code: str) -> Client:
    browser = Client(headers={"accept-language": "vi"})
    user = Persona.objects.get(code=code).user
    browser.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return browser


def _line(browser: Client, who: str, address: str) -> Line:
    with CaptureQueriesContext(connection) as asked:
        status = _read(browser, address)
        # Here: the log begins anew with the next request.
        queries = asked.captured_queries
    if status != 200:
        raise RuntimeError(f"{address} answers {status} to {who}")
    slowest = max(queries, key=lambda query: float(query["time"]))
    line = compare(
        f"{address} ({who})",
        lambda: _read(browser, address),
        lambda: _read(browser, "/bare/"),
        limit=LIMIT,
        times=7,
    )
    told = f"{line.told}, {len(queries)} queries in"
    told += f" {sum(float(query['time']) for query in queries) * 1000:.0f} ms"
    if not line.holds:
        told += f"\n      slowest: {float(slowest['time']) * 1000:.0f} ms, {slowest['sql'][:300]}"
    return Line(line.name, line.ratio, line.limit, told)
