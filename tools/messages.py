"""Are all sentences of the interface there in Vietnamese? Extracts, checks and compiles them.

    python tools/messages.py extract [FOLDER…]   bring the catalogues in line with the sources
    python tools/messages.py check               name everything missing, fuzzy, stale or unlike
    python tools/messages.py compile             make the .mo files that Django reads

Every app keeps its own catalogue, `locale/vi/LC_MESSAGES/django.po`, in the order of the
messages and without dates or line numbers, so that a diff shows sentences and nothing else.
The gettext programs are not needed; Babel is.
"""

import argparse
import ast
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "vi"
CATALOGUE = Path("locale") / LANGUAGE / "LC_MESSAGES" / "django.po"
OWNERS = ("haicap/config", "haicap/portal", "haicap/foundation/*", "haicap/domain/*")
NOT_SHOWN = {"tests", "migrations", "locale", "static"}

# Which argument is the context, if any, and which are the words.
KEYWORDS: dict[str, tuple[int | None, tuple[int, ...]]] = {
    "_": (None, (0,)),
    "gettext": (None, (0,)),
    "gettext_lazy": (None, (0,)),
    "gettext_noop": (None, (0,)),
    "ngettext": (None, (0, 1)),
    "ngettext_lazy": (None, (0, 1)),
    "pgettext": (0, (1,)),
    "pgettext_lazy": (0, (1,)),
    "npgettext": (0, (1, 2)),
    "npgettext_lazy": (0, (1, 2)),
}
HEADER = """\
msgid ""
msgstr ""
"Language: vi\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
CALL = re.compile(r"\b(?:gettext|ngettext|pgettext|npgettext|_)\(")
PLACEHOLDER = re.compile(r"%\((\w+)\)")

Words = str | tuple[str, ...]


@dataclass(frozen=True)
class Key:
    """What a catalogue is searched by: the words (singular of a plural) and their context."""

    singular: str
    context: str | None = None


@dataclass(frozen=True)
class Sentence:
    """One message of the sources, with the file that holds it."""

    words: Words
    context: str | None
    place: Path

    @property
    def key(self) -> Key:
        return Key(_singular(self.words), self.context)


def owners(root: Path = ROOT) -> list[Path]:
    """The folders that keep a catalogue of their own, if they have sentences."""
    return sorted(path for each in OWNERS for path in root.glob(each) if path.is_dir())


def sentences_of(owner: Path) -> Iterator[Sentence]:
    """Every message in the Python files and templates of one folder."""
    for path in sorted(owner.rglob("*")):
        if NOT_SHOWN & set(path.relative_to(owner).parts):
            continue
        if path.suffix == ".py":
            yield from _of_python(path)
        elif path.suffix in {".html", ".txt"} and "templates" in path.parts:
            yield from _of_template(path)


def _of_python(path: Path) -> Iterator[Sentence]:
    with path.open("rb") as file:
        for _line, function, found, _comments in extract_python(file, list(KEYWORDS), (), {}):
            arguments = found if isinstance(found, tuple) else (found,)
            if (sentence := _sentence(function, arguments, path)) is not None:
                yield sentence


def _of_template(path: Path) -> Iterator[Sentence]:
    # Django knows its own tags best: it rewrites a template as calls among crossed-out text.
    from django.utils.translation.template import templatize  # noqa: PLC0415  slow to import

    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    for match in CALL.finditer(code):
        call = _call_at(code, match.start())
        if call is None:
            continue
        literals = [a.value if isinstance(a, ast.Constant) else None for a in call.args]
        name = ast.unparse(call.func)
        if (sentence := _sentence(name, tuple(literals), path)) is not None:
            yield sentence


def _call_at(code: str, start: int) -> ast.Call | None:
    """The call that begins here: the shortest text up to a bracket that is an expression."""
    end = start
    while (end := code.find(")", end) + 1) > 0:
        try:
            expression = ast.parse(code[start:end], mode="eval").body
        except SyntaxError:
            continue
        return expression if isinstance(expression, ast.Call) else None
    return None


def _sentence(function: str, arguments: tuple[object, ...], path: Path) -> Sentence | None:
    """The message of a call; None where its words are not written out in the call."""
    context_at, words_at = KEYWORDS[function]
    words = [arguments[place] if place < len(arguments) else None for place in words_at]
    texts = tuple(word for word in words if isinstance(word, str) and word)
    if len(texts) != len(words):
        return None
    context = None if context_at is None else str(arguments[context_at])
    return Sentence(texts[0] if len(texts) == 1 else texts, context, path)


def _singular(words: Words | list[str]) -> str:
    return words if isinstance(words, str) else words[0]


def read(path: Path) -> Catalog:
    """A catalogue as it stands; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def entries(catalog: Catalog) -> dict[Key, Message]:
    return {Key(_singular(each.id), each.context): each for each in catalog if each.id}


def extract(owner: Path) -> str:
    """The catalogue of a folder as it should stand: new sentences empty, stale ones gone."""
    known = entries(read(owner / CATALOGUE))
    fresh = Catalog(locale=LANGUAGE)
    for sentence in sentences_of(owner):
        old = known.get(sentence.key)
        text = _first(old.string) if old else ""
        fresh.add(
            sentence.words,
            text if isinstance(sentence.words, str) else (text,),
            context=sentence.context,
            user_comments=old.user_comments if old else (),
            flags=set(old.flags) & {"fuzzy"} if old else set(),
        )
    written = io.BytesIO()
    write_po(written, fresh, width=100, no_location=True, omit_header=True, sort_output=True)
    return HEADER + written.getvalue().decode()


def _first(string: Words | list[str]) -> str:
    """Vietnamese has one form for every number."""
    return string if isinstance(string, str) else (string[0] if string else "")


def faults(root: Path = ROOT) -> Iterator[str]:
    """Everything that is wrong, each with its catalogue and message."""
    translations: defaultdict[Key, defaultdict[str, list[str]]]
    translations = defaultdict(lambda: defaultdict(list))
    for owner in owners(root):
        name = str(owner.relative_to(root))
        wanted = {sentence.key: sentence for sentence in sentences_of(owner)}
        held = entries(read(owner / CATALOGUE))
        for key in sorted(wanted.keys() - held.keys(), key=str):
            place = wanted[key].place.relative_to(root)
            yield f"{name}: missing: {key.singular!r} ({place})"
        for key in sorted(held.keys() - wanted.keys(), key=str):
            yield f"{name}: no longer in the sources: {key.singular!r}"
        for key in sorted(wanted.keys() & held.keys(), key=str):
            yield from (f"{name}: {fault}" for fault in _faults_of(held[key], wanted[key]))
            translations[key][_first(held[key].string)].append(name)
    yield from _told_differently(translations)


def _faults_of(message: Message, sentence: Sentence) -> Iterator[str]:
    words = _singular(message.id)
    translated = _first(message.string)
    if not translated:
        yield f"not translated: {words!r} ({sentence.place.name})"
        return
    if message.fuzzy:
        yield f"fuzzy: {words!r}"
    if isinstance(message.id, str) != isinstance(sentence.words, str):
        yield f"a plural in one of source and catalogue only: {words!r}"
    # The plural carries every placeholder; a singular may say “one”.
    whole = sentence.words if isinstance(sentence.words, str) else sentence.words[-1]
    asked, given = set(PLACEHOLDER.findall(whole)), set(PLACEHOLDER.findall(translated))
    if asked != given:
        yield f"placeholders differ, {sorted(asked)} and {sorted(given)}: {words!r}"
    if (words[0].isspace(), words[-1].isspace()) != (
        translated[0].isspace(),
        translated[-1].isspace(),
    ):
        yield f"space at an end differs: {words!r}"


def _told_differently(
    translations: defaultdict[Key, defaultdict[str, list[str]]],
) -> Iterator[str]:
    for key, versions in sorted(translations.items(), key=str):
        told = {text: names for text, names in versions.items() if text}
        if len(told) > 1:
            versions_told = "; ".join(f"{t!r} in {', '.join(n)}" for t, n in told.items())
            yield f"{key.singular!r} is translated differently: {versions_told}"


def compiled(root: Path = ROOT) -> Iterator[Path]:
    """Write each .mo whose .po says something else; yields those written."""
    for owner in owners(root):
        source = owner / CATALOGUE
        if not source.exists():
            continue
        binary = io.BytesIO()
        write_mo(binary, read(source))
        target = source.with_suffix(".mo")
        if not target.exists() or target.read_bytes() != binary.getvalue():
            target.write_bytes(binary.getvalue())
            yield target


def _extract_all(folders: Iterable[str]) -> int:
    chosen = [(ROOT / folder).resolve() for folder in folders] or owners()
    for owner in chosen:
        if owner not in owners():
            print(f"{owner}: keeps no catalogue", file=sys.stderr)
            return 2
        text, path = extract(owner), owner / CATALOGUE
        if text == HEADER and not path.exists():
            continue
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.relative_to(ROOT)}")
    return 0


def _check() -> int:
    found = list(faults())
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{len(found)} fault(s)" if found else "every sentence is there in Vietnamese")
    return 1 if found else 0


def _compile() -> int:
    for path in compiled():
        print(f"compiled: {path.relative_to(ROOT)}")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    deeds = parser.add_subparsers(dest="deed", required=True)
    extraction = deeds.add_parser("extract", help="bring the catalogues in line with the sources")
    extraction.add_argument("folders", nargs="*", help="only these, like haicap/domain/tasks")
    deeds.add_parser("check", help="name everything missing, fuzzy, stale or unlike")
    deeds.add_parser("compile", help="make the .mo files that Django reads")
    arguments = parser.parse_args()
    if arguments.deed == "extract":
        return _extract_all(arguments.folders)
    return _check() if arguments.deed == "check" else _compile()


if __name__ == "__main__":
    sys.exit(main())
