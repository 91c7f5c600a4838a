"""Every page by its path, in every language."""

from __future__ import annotations

from collections.abc import Iterator

from checks.package.contents import Package
from checks.package.layout import topic_layouts

from ..explaining.known import Known
from .figures import figure_facts
from .languages import languages
from .names import figure_path, topic_path
from .render import page
from .topics import topic_facts


def pages(package: Package) -> Iterator[tuple[str, bytes]]:
    """Paths below the folder of the site, and contents."""
    known = Known(package)
    facts = {key: package.descriptor[key] for key in ("name", "version")}
    for language in languages():
        for name in topic_layouts():
            path = topic_path(name)
            told = topic_facts(name, package, known, language)
            yield f"{language.code}/{path}", page("topic.html", language, path, facts, **told)
        for figure in known.figures:
            path = figure_path(figure)
            yield (
                f"{language.code}/{path}",
                page("figure.html", language, path, facts, **figure_facts(figure, known, language)),
            )
