"""Citations as pages show them: that of the loader in English, the same facts in the order of a Chinese one."""

from __future__ import annotations

from functools import cache

import china_services_trade as cst

from ..explaining.known import Known
from .languages import Language

cited = cache(cst.cite)
"""Citations, each made once, because many pages quote them."""


def citation(figure_id: str, known: Known, language: Language) -> str:
    """A figure with its document, place, meaning and package, ready to be copied."""
    found = cited(figure_id)
    if language.code == "en":
        return str(found)
    document = known.documents[known.figures[figure_id]["document_id"]]
    publisher = "" if document["publisher_zh"] == "_U" else f"{document['publisher_zh']}："
    published = f"，{found.published}" if found.published else ""
    section = f"，{found.section_path}" if found.section_path else ""
    table = f"，表{found.table}" if found.table else ""
    notes = "".join(f"注：{row['explanation_zh']}" for row in known.touching([figure_id]))
    place = f"{publisher}《{document['title_zh']}》{published}{section}{table}"
    return f"{place}：“{found.printed}”（{found.meaning_zh}）。见：{found.package}，{figure_id}。{notes}"


def meaning(figure_id: str, language: Language) -> str:
    """What a figure states, in a sentence."""
    found = cited(figure_id)
    return found.meaning if language.code == "en" else found.meaning_zh
