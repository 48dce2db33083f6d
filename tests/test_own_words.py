"""The files speak of the product only: not of a machine, a person's folder or a workplace."""

from pathlib import Path

import pytest

from tools import own_words

ROOT = Path(__file__).resolve().parents[1]


def test_files_speak_of_the_product_only() -> None:
    assert own_words.found_in(ROOT) == []


@pytest.mark.parametrize(
    "text",
    [
        "see /home/ana/notes.txt",
        "open('/root/.config')",
        "--index-url here",
        "https://pypi.org/project/x",
    ],
)
def test_a_machine_in_a_file_is_found(tmp_path: Path, text: str) -> None:
    (tmp_path / "notes.md").write_text(text)
    [found] = own_words.found_in(tmp_path)
    assert found.startswith("notes.md: ")


@pytest.mark.parametrize(
    "text",
    ["/var/lib/haicap", "href='/root-cause'", "tasks/work/", "https://example.org/home/ana"],
)
def test_plain_texts_are_left_alone(text: str) -> None:
    assert own_words.strange(text) == []
