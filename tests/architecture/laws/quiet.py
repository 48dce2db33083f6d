"""Nothing happens out of sight: no signals, no calls to the world, no law in numbers."""

import ast
from pathlib import Path

from .source import Module, last_name, modules

SIGNALS = ("django.dispatch", "django.db.models.signals", "django.core.signals", "blinker")
WORLD = {
    "requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "smtplib",
    "socket", "ftplib", "imaplib", "poplib", "telnetlib", "subprocess", "boto3",
}  # fmt: skip
POST = {"send_mail", "send_mass_mail", "mail_admins", "mail_managers", "EmailMessage",
        "EmailMultiAlternatives"}  # fmt: skip
# The embedded PostgreSQL and PostgreSQL's own programs are processes of ours: one is started
# before any transaction, the others are asked by commands alone.
MACHINE_ROOM = {"haicap.foundation.database"}
# Tesseract is a program of this machine; only jobs and commands hand it to the reader.
RECOGNISER = "haicap/domain/intake/recognising.py"


# What Django itself sends, and whoever takes its place must send too.
SENT_FOR_DJANGO = {("haicap.foundation.api", "django.core.signals.got_request_exception")}

# Whoever speaks with a mail server must know its answers.
POST_OFFICE = ("haicap.foundation.alerts", "jobs", "smtplib")


def signals(root: Path) -> list[str]:
    """Imports of signals, anywhere: what happens stands in the action, or reacts to an event."""
    return [
        module.at(node, f"{target}: call it plainly, or react to a journal event")
        for module in modules(root)
        if not module.is_migration
        for node, target in module.imports()
        if target.startswith(SIGNALS) or "signals" in target.split(".")
        if (module.room, target) not in SENT_FOR_DJANGO
    ]


def calls_to_the_world(root: Path) -> list[str]:
    """Ways out of the process anywhere but in jobs, which run outside a request's transaction."""
    found = []
    for module in modules(root, "domain", "portal", "foundation"):
        if module.is_test or module.is_migration or module.room in MACHINE_ROOM:
            continue
        for node, target in module.imports():
            if (module.room, module.furniture, target.split(".")[0]) == POST_OFFICE:
                continue
            if str(module.path).endswith(RECOGNISER) and target == "subprocess":
                continue
            if _is_world(target) or (_is_post(target) and module.furniture != "jobs"):
                found.append(module.at(node, f"{target} reaches outside; do it in a job"))
    return found


def _is_world(target: str) -> bool:
    return any(target == way or target.startswith(f"{way}.") for way in WORLD)


def _is_post(target: str) -> bool:
    # The library that takes a saved message apart sends none.
    is_sent = target.rpartition(".")[2] in POST and not target.startswith("email.")
    return target == "django.core.mail" or is_sent


# Lengths of time and days that stand in the code are, as a rule, somebody's law.
SPANS = {"timedelta": {"days", "weeks", "hours"}, "relativedelta": None}
CLOCKWORK = {"haicap.foundation.deadlines", "haicap.foundation.statutes"}


def law_in_code(root: Path) -> list[str]:
    """Deadlines, dates and holidays written in code; they belong to the statutes, with a basis."""
    found = []
    for module in modules(root, "domain", "portal", "foundation"):
        if module.is_test or module.is_migration or module.furniture == "testing":
            continue
        if module.room not in CLOCKWORK:
            found += [
                module.at(node, "holidays are the statutory clock's to know")
                for node, target in module.imports()
                if target.split(".")[0] in {"holidays", "dateutil"}
            ]
        # How long the foundation keeps a token is nobody's law.
        if module.storey != "foundation":
            found += [
                module.at(call, f"{name} with a number: a legal value lives in statutes")
                for call, name in module.calls()
                if _is_span(call, name) or _is_day(call, name)
            ]
    return found


def _number(node: ast.expr) -> int | None:
    if isinstance(node, ast.UnaryOp):
        node = node.operand
    is_number = isinstance(node, ast.Constant) and isinstance(node.value, int)
    return node.value if is_number else None  # type: ignore[union-attr, return-value]


def _is_span(call: ast.Call, name: str) -> bool:
    if name not in SPANS:
        return False
    named = [each.value for each in call.keywords if SPANS[name] is None or each.arg in SPANS[name]]
    # One day is a step in a calendar, not a term.
    return any((_number(value) or 0) > 1 for value in [*named, *call.args[:1]])


def _is_day(call: ast.Call, name: str) -> bool:
    """`date(2026, 3, 15)` or `datetime(2026, …)`: a day that somebody set."""
    years = call.args[0] if call.args else None
    # The year 9999 is no day but the end of a list.
    return name in {"date", "datetime"} and years is not None and 1900 < _year(years) < 9999


def _year(node: ast.expr) -> int:
    return _number(node) or 0


def admin_pages(root: Path) -> list[str]:
    """The admin site is a back door to every state; there is none."""
    return [
        module.at(node, "the admin site is a back door; records change by actions")
        for module in modules(root)
        for node, target in module.imports()
        if target.startswith("django.contrib.admin")
    ]


def silenced_checks(module: Module) -> list[str]:
    """Bare `except:` or `except Exception: pass`: what goes wrong is told, never swallowed."""
    return [
        module.at(node, "an error is swallowed")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or last_name(node.type) in {"Exception", "BaseException"})
        and all(isinstance(each, ast.Pass) for each in node.body)
    ]
