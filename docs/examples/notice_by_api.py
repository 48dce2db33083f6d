"""Conclude, announce and assign through the API, from one JSON file; then read the follow-up.

    HAICAP_TOKEN=… python notice_by_api.py https://haicap.example notice.json
    HAICAP_TOKEN=… python notice_by_api.py https://haicap.example --sheet 12

The token is made by `haicap token create`; whatever the script does is done in the name of its
owner, by the same rules as on the pages. Needs nothing but Python. Run again with the same file it
does nothing twice: each step carries a key made of the file and the step. The JSON file:

    {"conclusion": {"issuer": "20.tinh-uy", "concluded_by": "…", "title": "…", "session": 1},
     "items": [{"text": "…", "part": "tasks", "communes": ["06529"],
                "tasks": [{"lead": "06529", "due_on": "2025-12-19", "due_precision": "day"}]}],
     "delivered_on": "2025-10-23",
     "notice": {"issuer": "20.vptu", "recipients": ["06529"], "signed_by": "…"},
     "issue": {"issued_on": "2025-10-27"}}
"""

import argparse
import hashlib
import json
import os
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any


class Haicap:
    """The API of one province, used in the name of the token's owner."""

    def __init__(self, address: str, token: str, seed: str) -> None:
        self.root, self.token, self.seed = f"{address.rstrip('/')}/api/v1", token, seed

    def get(self, path: str) -> Any:
        return self._call(urllib.request.Request(self.root + path))

    def post(self, path: str, step: str, **sent: Any) -> Any:
        asked = urllib.request.Request(self.root + path, json.dumps(sent).encode())
        asked.add_header("Content-Type", "application/json")
        asked.add_header(
            "Idempotency-Key", hashlib.sha256(f"{self.seed}{step}".encode()).hexdigest()
        )
        return self._call(asked)

    def _call(self, asked: urllib.request.Request) -> Any:
        asked.add_header("Authorization", f"Bearer {self.token}")
        asked.add_header("Accept-Language", "vi")
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as error:
            # The body says in words what could not be taken, and why.
            sys.exit(f"{error.code}: {error.read().decode(errors='replace')}")


def announce(haicap: Haicap, given: dict[str, Any]) -> None:
    conclusion = haicap.post("/conclusions", "conclusion", **given["conclusion"])
    ordered = []
    for number, item in enumerate(given["items"]):
        tasks = item.pop("tasks", [])
        added = haicap.post(f"/conclusions/{conclusion['id']}/items", f"item {number}", **item)
        ordered += [(added["id"], f"{number}.{n}", task) for n, task in enumerate(tasks)]
    number = conclusion["id"]
    haicap.post(f"/conclusions/{number}/delivery", "delivery", delivered_on=given["delivered_on"])
    for item, step, task in ordered:
        assigned = haicap.post(f"/items/{item}/assignments", f"task {step}", **task)
        print(f"task {assigned['task_id']}: {task['lead']}")
    notice = haicap.post(f"/conclusions/{number}/notices", "notice", **given["notice"])
    issued = haicap.post(f"/notices/{notice['id']}/issue", "issue", **given["issue"])
    print(f"notice {issued['symbol']} of {issued['issued_on']}")


def follow_up(haicap: Haicap, session: int) -> None:
    sheet = haicap.post("/follow-ups", f"sheet of {session}", session=session)
    for row in sheet["rows"]:
        owing = ", ".join(row["owed_by"])
        print(f"{row['label']}\t{row['words']}\t{owing}\t{row['text']}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--sheet", type=int, metavar="SESSION")
    asked = parser.parse_args()
    text = asked.file.read_text(encoding="utf-8") if asked.file else ""
    haicap = Haicap(asked.address, os.environ["HAICAP_TOKEN"], text)
    if text:
        announce(haicap, json.loads(text))
    if asked.sheet:
        follow_up(haicap, asked.sheet)


if __name__ == "__main__":
    main()
