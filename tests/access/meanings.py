"""What an address can be for: open to everybody, a list, a record, a deed, or tried apart."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Public:
    """Open to everybody and about nothing that is anybody's; tried with these arguments."""

    args: tuple[str, ...] = ()
    query: str = ""


@dataclass(frozen=True)
class SignedIn:
    """Open to whoever is signed in, and about no record; tried with these arguments."""

    args: tuple[str, ...] = ()
    query: str = ""


@dataclass(frozen=True)
class OfTheHouse:
    """There for administrators of the installation only, and about no record of the subject."""

    args: tuple[str, ...] = ()
    query: str = ""


@dataclass(frozen=True)
class Lists:
    """Open to whoever is signed in; shows of these kinds exactly what each may see."""

    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Shows:
    """Shows a record of this kind to who may see it; to others it does not exist."""

    kind: str


@dataclass(frozen=True)
class Does:
    """Where a deed (see deeds.py) is done; `has_form`: the page to type into lies there too."""

    deed: str
    has_form: bool = True


@dataclass(frozen=True)
class Apart:
    """Tried in a test of its own, of this name."""

    test: str


Meaning = Public | SignedIn | OfTheHouse | Lists | Shows | Does | Apart
