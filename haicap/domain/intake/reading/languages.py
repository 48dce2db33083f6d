"""In which of the four languages is a text written?"""

from functools import cache
from typing import Any

SPOKEN = ("vi", "en", "de", "el")
FEWEST_LETTERS = 20
ENOUGH = 4_000
SURE = 0.6


@cache
def _identifier() -> Any:
    # The model is part of the package and read once; nothing is fetched.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(SPOKEN))
    return identifier


def language_of(text: str) -> str:
    """vi, en, de or el; empty where it is too little to tell."""
    letters = sum(letter.isalpha() for letter in text[:ENOUGH])
    if letters < FEWEST_LETTERS:
        return ""
    language, probability = _identifier().classify(text[:ENOUGH])
    return str(language) if probability >= SURE else ""
