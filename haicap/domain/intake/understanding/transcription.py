"""Vietnamese names as other scripts write them, compared by how they sound."""

import re

_GREEK = re.compile(r"[\u0370-\u03ff]")
# Letters and groups as Greek newspapers transcribe them, the longest first.
_SOUNDS = (
    ("νγκ", "ng"), ("νγ", "ng"), ("γκ", "g"), ("γγ", "ng"), ("μπ", "b"), ("ντ", "d"), ("τσ", "c"),
    ("ου", "u"), ("ει", "i"), ("οι", "i"), ("αι", "e"), ("χ", "h"), ("θ", "t"), ("φ", "f"),
    ("ψ", "ps"), ("ξ", "ks"), ("α", "a"), ("β", "v"), ("γ", "g"), ("δ", "d"), ("ε", "e"),
    ("ζ", "z"), ("η", "i"), ("ι", "i"), ("κ", "k"), ("λ", "l"), ("μ", "m"), ("ν", "n"),
    ("ο", "o"), ("π", "p"), ("ρ", "r"), ("σ", "s"), ("τ", "t"), ("υ", "i"), ("ω", "o"),
)  # fmt: skip
# What sounds alike to whoever transcribes.
_ALIKE = (
    ("ngh", "ng"), ("nh", "n"), ("ph", "f"), ("th", "t"), ("tr", "t"), ("kh", "h"), ("ch", "c"),
    ("gh", "g"), ("gi", "z"), ("qu", "ku"), ("q", "k"), ("y", "i"), ("x", "s"),
)  # fmt: skip


def is_greek(word: str) -> bool:
    """Written in Greek letters."""
    return bool(_GREEK.match(word))


def skeleton(word: str) -> str:
    """How a folded word sounds: the same for “lang” and “λανγκ”."""
    for group, sound in _SOUNDS if is_greek(word) else _ALIKE:
        word = word.replace(group, sound)
    # A hard c sounds like k; at the end of a syllable they cannot be told apart.
    return re.sub(r"c(?![ei])", "k", word)
