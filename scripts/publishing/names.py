"""Where pages lie: paths from the ids of the contract, so that links last over versions."""

from __future__ import annotations


def figure_path(figure_id: str) -> str:
    """The page of a figure; colons cannot stand in names of files everywhere."""
    return f"figures/{figure_id.replace(':', '-')}.html"


def series_path(series_id: str) -> str:
    """The page of a series."""
    return f"series/{series_id}.html"


def topic_path(name: str) -> str:
    """The page of a topic table."""
    return f"topics/{name}.html"


def finding_path(name: str) -> str:
    """The page of a listed discrepancy."""
    return f"findings/{name}.html"
