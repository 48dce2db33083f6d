"""What does each sentence do: report, ask, answer, conclude, direct?

Told by words of the lexicon; in a conclusion, whatever is not praise directs until somebody else
speaks or something else is told.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from haicap.domain.intake.reading.parts import Part

from .lexicon import book
from .tokens import Sentence


class Act(StrEnum):
    """What a sentence does in the working loop."""

    NONE = ""
    ATTEND = "attend"
    VISIT = "visit"
    REPORT = "report"
    RESULT = "result"
    DIFFICULTY = "difficulty"
    DISCUSS = "discuss"
    RECOMMEND = "recommend"
    ANSWER = "answer"
    CONCLUDE = "conclude"
    PRAISE = "praise"
    DIRECT = "direct"


# Of several cues in one sentence the first of these counts: who answers a recommendation answers.
_STRENGTH = (
    Act.CONCLUDE, Act.RECOMMEND, Act.ANSWER, Act.VISIT, Act.ATTEND, Act.RESULT, Act.REPORT,
    Act.DISCUSS, Act.PRAISE, Act.DIFFICULTY, Act.DIRECT,
)  # fmt: skip
_IN_A_CONCLUSION = (Act.VISIT, Act.ATTEND)
"""What ends a conclusion: the article tells of something else."""


@dataclass(frozen=True)
class Told:
    """A sentence and what it does, and the place of the word that says so."""

    sentence: Sentence
    act: Act
    cue_begin: int = 0
    cue_end: int = 0
    is_in_conclusion: bool = False


def acts_of(text: str, sentences: Sequence[Sentence], language: str) -> list[Told]:
    """What each sentence does, in the order of the text."""
    told: list[Told] = []
    is_concluding = False
    goes_on = book(language, "goes_on")
    for sentence in sentences:
        if sentence.part != Part.BODY:
            told.append(Told(sentence, Act.NONE))
            continue
        cues = _cues(text, sentence, language)
        if Act.CONCLUDE in cues:
            is_concluding = True
        elif (
            is_concluding
            and any(act in cues for act in _IN_A_CONCLUSION)
            and Act.DIRECT not in cues
        ):
            is_concluding = False
        if not cues and not is_concluding and told and next(goes_on.at(sentence.tokens, 0), None):
            # “These include: …” goes on with what the sentence before it does.
            told.append(Told(sentence, told[-1].act))
            continue
        told.append(_told(sentence, cues, is_concluding))
    return told


def _cues(text: str, sentence: Sentence, language: str) -> dict[Act, tuple[int, int]]:
    cues: dict[Act, tuple[int, int]] = {}
    for hit in book(language, "acts").within(sentence.tokens):
        span = sentence.tokens[hit.first].begin, sentence.tokens[hit.last - 1].end
        cues.setdefault(Act(hit.entry), span)
    return cues


def _told(sentence: Sentence, cues: dict[Act, tuple[int, int]], is_concluding: bool) -> Told:
    if is_concluding:
        act = next(
            (act for act in (Act.DIRECT, Act.PRAISE, Act.CONCLUDE) if act in cues), Act.DIRECT
        )
        if (
            act == Act.DIRECT
            and Act.PRAISE in cues
            and cues[Act.PRAISE] < cues.get(Act.DIRECT, (0, 0))
        ):
            act = Act.PRAISE
    else:
        act = next((act for act in _STRENGTH if act in cues), Act.NONE)
    begin, end = cues.get(act, (0, 0))
    return Told(sentence, act, begin, end, is_concluding)
