"""A pandas frame that finds renamed columns by their old names; apart, because it cannot be defined without pandas."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import pandas

from ._renamed import warn


class Frame(pandas.DataFrame):  # type: ignore[misc]
    """A data frame; its slices know the old names too, what is merged or computed from it does not."""

    _metadata = ["_old_names"]  # noqa: RUF012 - pandas carries these attributes over to slices

    @classmethod
    def of(cls, columns: Mapping[str, Any], old_names: Mapping[str, str]) -> Self:
        """A frame of these columns; ``old_names`` leads from old names to new ones."""
        made = cls(columns)
        made._old_names = dict(old_names)
        return made

    @property
    def _constructor(self) -> type[Frame]:
        return Frame

    def __getitem__(self, key: Any) -> Any:
        return super().__getitem__([self._now(each) for each in key] if isinstance(key, list) else self._now(key))

    def _now(self, key: Any) -> Any:
        old_names: Mapping[str, str] = getattr(self, "_old_names", None) or {}
        if not isinstance(key, str) or key in self.columns or key not in old_names:
            return key
        warn("column", key, old_names[key])
        return old_names[key]
