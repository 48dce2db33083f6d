"""Send recommendations on, answer them, say what a commune thinks of the answer: through the API.

    HAICAP_TOKEN=… python recommendations_by_api.py https://haicap.example steps.json

The token is made by `haicap token create`; whatever the script does is done in the name of its
owner, by the same rules as on the pages: the office sends on, the department that leads answers,
the communes say whether they are satisfied; each runs it with its own file. Needs nothing but
Python. Run again with the same file it does nothing twice: each step carries a key made of the
file and the step. A recommendation is named by its number, or by words that it alone holds. The
JSON file is a list of steps, each with what the API asks for:

    [{"step": "routing", "of": "xe công vụ", "to": ["20.so-tai-chinh"]},
     {"step": "answer", "of": "xe công vụ", "document": "1806/STC-NS", "text": "…",
      "result": "in_hand", "steps": [{"text": "…", "due_on": "2026-12-31"}],
      "points": [{"commune": "06529", "text": "…"}]},
     {"step": "ending", "of": "xe công vụ", "is_satisfied": true},
     {"step": "reopening", "of": "trụ sở", "reason": "…"}]
"""

import argparse
import hashlib
import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

STEPS = (
    "routing",
    "rerouting",
    "invitation",
    "joining",
    "contribution",
    "answer",
    "ending",
    "reopening",
)


class Haicap:
    """The API of one province, used in the name of the token's owner."""

    def __init__(self, address: str, token: str, seed: str) -> None:
        self.root, self.token, self.seed = f"{address.rstrip('/')}/api/v1", token, seed

    def get(self, path: str) -> Any:
        return self._call(urllib.request.Request(self.root + path))

    def post(self, path: str, step: str, sent: dict[str, Any]) -> Any:
        asked = urllib.request.Request(self.root + path, json.dumps(sent).encode())
        asked.add_header("Content-Type", "application/json")
        key = hashlib.sha256(f"{self.seed}{step}".encode()).hexdigest()
        asked.add_header("Idempotency-Key", key)
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


def number_of(haicap: Haicap, named: int | str) -> int:
    if isinstance(named, int):
        return named
    found = haicap.get(f"/recommendations?{urllib.parse.urlencode({'text': named})}")["items"]
    if len(found) != 1:
        sys.exit(f"“{named}”: {len(found)} recommendations say this; name one by its number")
    return int(found[0]["id"])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("address")
    parser.add_argument("file", type=Path)
    asked = parser.parse_args()
    text = asked.file.read_text(encoding="utf-8")
    haicap = Haicap(asked.address, os.environ["HAICAP_TOKEN"], text)
    for number, given in enumerate(json.loads(text)):
        step, named = given.pop("step"), given.pop("of")
        if step not in STEPS:
            sys.exit(f"“{step}” is no step; known are {', '.join(STEPS)}")
        pk = number_of(haicap, named)
        done = haicap.post(f"/recommendations/{pk}/{step}", f"{number}", given)
        print(f"{pk}\t{step}\t{done['state']}\t{done['result'] or ''}\t{done['text'][:60]}")


if __name__ == "__main__":
    main()
