"""Reads the figures that published Chinese documents print about trade in services, exactly as printed.

    >>> import china_services_trade as cst
    >>> cst.resources()[0]
    'world_services_trade'
    >>> row = cst.rows("world_services_trade")[0]
    >>> row["ref_area_en"], row["value_musd"]
    ('World', Decimal('7913450'))
    >>> cst.cite("mofcom2023:104:181").printed
    '5520亿美元'

Nothing but the standard library is needed; ``frame`` also needs pandas, ``polars_frame`` Polars. Nothing is fetched:
the data come with the package.
"""

from typing import TYPE_CHECKING

from ._cite import Citation, UnknownId, cite
from ._locate import UnknownResource, describe, path, resources
from ._polars import polars_frame
from ._read import frame, rows

__all__ = [
    "Citation",
    "UnknownId",
    "UnknownResource",
    "__version__",
    "cite",
    "describe",
    "frame",
    "path",
    "polars_frame",
    "resources",
    "rows",
]

if TYPE_CHECKING:
    __version__: str
else:

    def __getattr__(name: str) -> str:
        # The version stands in the descriptor; reading it only on demand keeps the import fast.
        if name == "__version__":
            from ._locate import descriptor

            return descriptor()["version"]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
