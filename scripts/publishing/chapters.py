"""What chapters are called on the pages."""

from __future__ import annotations

from ..building.reach import Chapter
from .languages import Language


def title_of(chapter: Chapter, language: Language) -> str:
    """The heading of a chapter."""
    return chapter.title_en if language.code == "en" else chapter.title_zh
