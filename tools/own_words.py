"""Do the files speak of the product only? `python -m tools.own_words` names what does not.

Not of a machine's folders, not of where packages were fetched, not of anybody's workplace.
"""

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Folders of one machine; what Haicap itself uses lies under /var/lib/haicap and /tmp.
PLACES = re.compile(r"(?<![\w.:/-])/(?:work|root|home/\w+|Users/\w+|workspace)(?![\w-])")
INDEXES = re.compile(r"(?:--(?:extra-)?index-url[ =]|pypi\.org|pythonhosted\.org)")
LARGEST = 2_000_000
# These hold examples of what is looked for.
EXAMPLES = {"tools/own_words.py", "tools/locks.py", "tests/test_own_words.py",
            "tests/architecture/test_locks.py"}  # fmt: skip


def tracked(root: Path) -> list[Path]:
    """The files of the repository, new ones that nobody ignores included."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    if not shutil.which("git"):
        return _all_files(root)
    listed = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if listed.returncode:
        return _all_files(root)
    return [root / name for name in sorted(set(listed.stdout.split("\0"))) if name]


def _all_files(root: Path) -> list[Path]:
    """Where git is missing, or this is no checkout: every file that a person may have written."""

    def is_made(path: Path) -> bool:
        parts = path.relative_to(root).parts
        return any(part in {"var", "__pycache__"} or part.startswith(".") for part in parts)

    return [path for path in sorted(root.rglob("*")) if not is_made(path)]


def readable(files: Iterable[Path]) -> Iterable[tuple[Path, str]]:
    for path in files:
        if path.is_file() and not path.is_symlink() and path.stat().st_size < LARGEST:
            content = path.read_bytes()
            if b"\0" not in content:
                yield path, content.decode(errors="replace")


def strange(text: str) -> list[str]:
    """What in a text belongs to a machine or a workplace, and not to the product."""
    return sorted({*PLACES.findall(text), *INDEXES.findall(text)})


def found_in(root: Path) -> list[str]:
    """File by file, its name included."""
    texts = ((path.relative_to(root).as_posix(), text) for path, text in readable(tracked(root)))
    return [
        f"{name}: {', '.join(words)}"
        for name, text in texts
        if name not in EXAMPLES and (words := strange(f"{name} {text}"))
    ]


def main() -> int:
    found = found_in(ROOT)
    for line in found:
        print(line)
    return min(len(found), 1)


if __name__ == "__main__":
    raise SystemExit(main())
