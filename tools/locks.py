"""Are the lock files in step with pyproject.toml? `python -m tools.locks`, without a network."""

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUN, DEV, UV = "requirements.lock", "requirements-dev.lock", "requirements-uv.lock"
PIN = re.compile(r"^([a-zA-Z0-9][\w.-]*)(?:\[[\w,-]+\])?==\S+", re.MULTILINE)
ADDRESS = re.compile(r"^.*(?:https?://|--(?:extra-)?index-url).*$", re.MULTILINE)


def _plain(name: str) -> str:
    """`psycopg[binary]` and `django~=5.2` are psycopg and django; dots and dashes are one."""
    found = re.match(r"[\w.-]+", name)
    return re.sub(r"[-_.]+", "-", found[0] if found else "").lower()


def locked(path: Path) -> dict[str, str]:
    """Package → the text of its entry, hashes included."""
    text = path.read_text()
    starts = list(PIN.finditer(text))
    ends = [start.start() for start in starts[1:]] + [len(text)]
    return {
        _plain(start[1]): text[start.start() : end] for start, end in zip(starts, ends, strict=True)
    }


def missing(root: Path) -> list[str]:
    """Dependencies that no lock knows, and packages that the locks disagree on."""
    settings = tomllib.loads((root / "pyproject.toml").read_text())
    run, dev = locked(root / RUN), locked(root / DEV)
    needed = {_plain(each) for each in settings["project"]["dependencies"]}
    wanted = {_plain(each) for each in settings["dependency-groups"]["dev"]}
    return [
        *(f"{name} is not in {RUN}" for name in sorted(needed - set(run))),
        *(f"{name} is not in {DEV}" for name in sorted((needed | wanted) - set(dev))),
        *(
            f"{name}: the locks name different versions"
            for name in sorted(set(run) & set(dev))
            if run[name].split()[0] != dev[name].split()[0]
        ),
    ]


def loose(path: Path) -> list[str]:
    """Packages locked without a hash, and addresses of where somebody once fetched them."""
    entries = locked(path)
    return [
        *(f"{path.name}: {name} has no hash" for name in entries if "--hash" not in entries[name]),
        *(f"{path.name}: {line}" for line in ADDRESS.findall(path.read_text())),
    ]


def main() -> int:
    found = missing(ROOT) + [line for name in (RUN, DEV, UV) for line in loose(ROOT / name)]
    for line in found:
        print(line)
    if found:
        print("bin/lock resolves pyproject.toml anew")
    return min(len(found), 1)


if __name__ == "__main__":
    raise SystemExit(main())
