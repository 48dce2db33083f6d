"""Progress for whoever watches; nothing where nobody does."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from tqdm import tqdm

from .archive import Progress


@contextmanager
def shown(words: str, *, total: int | None = None, unit: str = "B") -> Iterator[Progress]:
    """Told on a terminal, in bytes unless said; with the time left where the whole is known."""
    quiet = not sys.stderr.isatty()
    with tqdm(total=total, desc=words, unit=unit, unit_scale=True, disable=quiet) as bar:

        def show(done: int) -> None:
            bar.update(done)

        yield show
