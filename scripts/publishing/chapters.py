"""What chapters are called on the pages."""

from __future__ import annotations

from ..building.reach import Chapter
from ..explaining.known import Known
from .languages import Language


def title_of(chapter: Chapter, known: Known, language: Language) -> str:
    """A chapter with its document."""
    document = language.of(known.documents[chapter.document_id], "title")
    own = chapter.title_en if language.code == "en" else chapter.title_zh
    return own if own == document else f"{own} ({document})" if language.code == "en" else f"{own}（{document}）"
