"""What communes ask for, to whom it went, what was answered, and how it ended."""

from .answers import Answer, AnswerQuerySet, Point, RoadmapStep
from .recommendation import (
    CATEGORIES,
    DAY_NOT_KNOWN,
    OUTCOMES,
    Recommendation,
    RecommendationQuerySet,
)
from .together import Difference, Joining, Verdict

__all__ = [
    "CATEGORIES",
    "DAY_NOT_KNOWN",
    "OUTCOMES",
    "Answer",
    "AnswerQuerySet",
    "Difference",
    "Joining",
    "Point",
    "Recommendation",
    "RecommendationQuerySet",
    "RoadmapStep",
    "Verdict",
]
