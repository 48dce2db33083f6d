"""A small tree of files to plant a violation in."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

Plant = Callable[..., Path]


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
    """`plant(path, text, …)` writes files under an empty checkout and returns its root."""

    def write(*pairs: str) -> Path:
        for path, text in zip(pairs[::2], pairs[1::2], strict=True):
            target = tmp_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(dedent(text))
        return tmp_path

    return write
