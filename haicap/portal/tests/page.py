"""What a reader meets on a page: each text with its language and where it stands."""

from dataclasses import dataclass
from html.parser import HTMLParser

from django.test import Client

EMPTY = {"input", "br", "meta", "link", "hr", "img"}
UNREAD = {"script", "style", "svg"}


@dataclass(frozen=True)
class Text:
    words: str
    language: str
    inside: frozenset[str]
    """Names and classes of the elements around it."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[tuple[str, str, frozenset[str]]] = [("", "", frozenset())]
        self.texts: list[Text] = []
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a":
            self.links.add(given.get("href", ""))
        if tag in EMPTY:
            return
        _tag, language, inside = self.open[-1]
        marks = {tag, *given.get("class", "").split()}
        self.open.append((tag, given.get("lang", language), inside | marks))

    def handle_endtag(self, tag: str) -> None:
        # HTML lets some elements end by themselves; ours never do, so the last one is it.
        if tag not in EMPTY and self.open[-1][0] == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        _tag, language, inside = self.open[-1]
        if data.strip() and not inside & UNREAD:
            self.texts.append(Text(" ".join(data.split()), language, inside))


def _read(html: str) -> _Reader:
    reader = _Reader()
    reader.feed(html)
    return reader


def texts(html: str) -> list[Text]:
    return _read(html).texts


def links(html: str) -> set[str]:
    return _read(html).links


def shown(client: Client, thing: object) -> str:
    """The page of a record, which this reader may see."""
    answer = client.get(address(thing))
    assert answer.status_code == 200, (address(thing), answer.status_code)
    return answer.text


def address(thing: object) -> str:
    return thing if isinstance(thing, str) else thing.get_absolute_url()


def chain_of(client: Client, thing: object) -> set[str]:
    """The addresses in the chain of a record's page."""
    html = shown(client, thing)
    inner = html.split('<ol class="chain">', 1)
    return links(inner[1].split("</ol>", 1)[0]) if len(inner) == 2 else set()
