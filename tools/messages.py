"""Are all sentences of the interface there? Extracts, checks and compiles them.

    python tools/messages.py extract [FOLDER…]   bring the catalogues in line with the sources
    python tools/messages.py check               name everything missing, fuzzy, stale or unlike
    python tools/messages.py compile             make the .mo files that Django reads

Every app keeps its own catalogues, `locale/<language>/LC_MESSAGES/django.po`, in the order of
the messages and without dates or line numbers, so that a diff shows sentences and nothing else.
Vietnamese holds every sentence; German and Greek those of the files that public pages are made
of (`PUBLIC`). The gettext programs are not needed; Babel is.
"""

import argparse
import ast
import io
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LANGUAGE = "vi"
CATALOGUE = Path("locale") / LANGUAGE / "LC_MESSAGES" / "django.po"
# Who has not signed in is spoken to in these, too.
OTHERS = ("de", "el")
# The files behind pages that everybody may open; tests/test_languages.py opens each of them.
PUBLIC = (
    "haicap/config/**/*",
    "haicap/foundation/ui/**/*",
    "haicap/foundation/accounts/**/*",
    "haicap/foundation/sources/templates/sources/line.html",
    "haicap/foundation/sources/templates/sources/stated.html",
    "haicap/foundation/sources/templatetags/sources.py",
    "haicap/foundation/alerts/templates/alerts/unsubscribe.html",
    "haicap/foundation/statutes/**/*",
    "haicap/foundation/deadlines/**/*",
    "haicap/domain/cases/**/*",
    "haicap/domain/organisations/templates/organisations/*.html",
    "haicap/domain/organisations/models/*",
    "haicap/domain/organisations/forms/lists.py",
    "haicap/domain/organisations/views/units.py",
    "haicap/domain/organisations/drawing.py",
    "haicap/domain/organisations/listing.py",
    "haicap/domain/organisations/charts.py",
    "haicap/portal/templates/portal/commune.html",
    "haicap/portal/templates/portal/map.html",
    "haicap/portal/templates/portal/search.html",
    "haicap/portal/searching.py",
    "haicap/portal/views/maps.py",
    "haicap/portal/tones.py",
)
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
PLURALS = {"vi": "nplurals=1; plural=0;"}
TWO_FORMS = "nplurals=2; plural=(n != 1);"
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

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


def catalogue(owner: Path, language: str = LANGUAGE) -> Path:
    return owner / "locale" / language / "LC_MESSAGES" / "django.po"


def header(language: str) -> str:
    return HEADER.format(language=language, plurals=PLURALS.get(language, TWO_FORMS))


def is_public(path: Path, root: Path) -> bool:
    """Whether a file belongs to a page that everybody may open; the journal is on none of them."""
    return path.name != "events.py" and any(
        PurePath("/", path.relative_to(root)).match(f"/{each}") for each in _PATTERNS
    )


# `match` knows no `**`: each is tried as deep as folders of the house go.
_PATTERNS = tuple(
    pattern.replace("**/", "*/" * depth)
    for pattern in PUBLIC
    for depth in (range(5) if "**/" in pattern else (0,))
)


def sentences_of(owner: Path, language: str = LANGUAGE) -> Iterator[Sentence]:
    """Every message in the Python files and templates of one folder that a language speaks."""
    root = owner.parents[1] if owner.parent.name == "haicap" else owner.parents[2]
    for path in sorted(owner.rglob("*")):
        if NOT_SHOWN & set(path.relative_to(owner).parts):
            continue
        if language in OTHERS and not is_public(path, root):
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


def read(path: Path, language: str = LANGUAGE) -> Catalog:
    """A catalogue as it stands; an empty one where there is none."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def entries(catalog: Catalog) -> dict[Key, Message]:
    return {Key(_singular(each.id), each.context): each for each in catalog if each.id}


def extract(owner: Path, language: str = LANGUAGE) -> str:
    """The catalogue of a folder as it should stand: new sentences empty, stale ones gone."""
    known = entries(read(catalogue(owner, language), language))
    fresh = Catalog(locale=language)
    for sentence in sentences_of(owner, language):
        old = known.get(sentence.key)
        fresh.add(
            sentence.words,
            _told(old, sentence, language),
            context=sentence.context,
            user_comments=old.user_comments if old else (),
            flags=set(old.flags) & {"fuzzy"} if old else set(),
        )
    written = io.BytesIO()
    write_po(written, fresh, width=100, no_location=True, omit_header=True, sort_output=True)
    return header(language) + written.getvalue().decode()


def _told(old: Message | None, sentence: Sentence, language: str) -> str | tuple[str, ...]:
    """What was translated, in as many forms as the language has for this sentence."""
    forms = _forms(old.string) if old else [""]
    if isinstance(sentence.words, str):
        return forms[0]
    wanted = 1 if language in PLURALS else 2
    return tuple((forms * wanted)[:wanted] if len(forms) < wanted else forms[:wanted])


def _forms(string: Words | list[str]) -> list[str]:
    return [string] if isinstance(string, str) else list(string) or [""]


def _first(string: Words | list[str]) -> str:
    return _forms(string)[0]


def faults(root: Path = ROOT, languages: Sequence[str] = (LANGUAGE, *OTHERS)) -> Iterator[str]:
    """Everything that is wrong, each with its catalogue and message."""
    for language in languages:
        mark = "" if language == LANGUAGE else f" [{language}]"
        yield from (f"{fault}{mark}" for fault in _faults_in(root, language))


def _faults_in(root: Path, language: str) -> Iterator[str]:
    translations: defaultdict[Key, defaultdict[str, list[str]]]
    translations = defaultdict(lambda: defaultdict(list))
    for owner in owners(root):
        name = str(owner.relative_to(root))
        wanted = {sentence.key: sentence for sentence in sentences_of(owner, language)}
        held = entries(read(catalogue(owner, language), language))
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
    last = _forms(message.string)[-1]
    asked, given = set(PLACEHOLDER.findall(whole)), set(PLACEHOLDER.findall(last))
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
    for source in sorted(
        catalogue(owner, language) for owner in owners(root) for language in (LANGUAGE, *OTHERS)
    ):
        if not source.exists():
            continue
        binary = io.BytesIO()
        write_mo(binary, read(source, source.parents[1].name))
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
        for language in (LANGUAGE, *OTHERS):
            _write(catalogue(owner, language), extract(owner, language), header(language))
    return 0


def _write(path: Path, text: str, empty: str) -> None:
    if text == empty:
        path.unlink(missing_ok=True)
    elif not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        print(f"written: {path.relative_to(ROOT)}")


def _check() -> int:
    found = list(faults())
    for fault in found:
        print(fault, file=sys.stderr)
    print(f"{len(found)} fault(s)" if found else "every sentence is there")
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
