"""Every rule family on made-up figures, decided by hand; and what must be true of all families.

Intervals are written out beside the cases: a figure printed 100.0 is [99.95, 100.05). Slack is in the unit shown
(100 million dollars, percent, percentage points).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction as F

import pytest

from checks.families import FAMILIES
from checks.model.observation import Observation, Series
from checks.model.reference import Claim, Partition, Reference
from checks.model.relation import HARD, HOLDS, SOFT, UNDETERMINED, breakable

from .rules import (
    CELLS,
    DOCUMENT,
    FLOWS,
    ITEMS,
    a_series,
    average,
    change,
    confronted,
    count,
    counted,
    equation,
    faster,
    figure,
    growth,
    lead,
    level,
    lines,
    multiple,
    parts_of,
    rank,
    ratio_part,
    reference,
    said,
    share,
    share_change,
    some_series,
    threshold,
    verdicts_of,
)

NOTHING = reference()


@dataclass(frozen=True)
class Case:
    """Made-up figures, the relation they must give, its verdict, its slack by hand (None: not worked out)."""

    name: str
    relation: str
    verdict: str
    figures: tuple[Observation, ...]
    slack: F | str | None = None
    says: tuple[str, ...] = ()
    series: Mapping[str, Series] = field(default_factory=lambda: ITEMS)
    known: Reference = NOTHING

    @property
    def family(self) -> str:
        return self.relation.split(":")[0]

    @property
    def series_used(self) -> set[str]:
        return {o.series_id for o in self.figures}


def case(name: str, relation: str, verdict: str, *figures: Observation, **more: object) -> Case:
    return Case(name, relation, verdict, figures, **more)  # type: ignore[arg-type]


# fmt: off
WHOLE, FIRST, TOTAL = "whole@2023:doc", "first@2023:doc", "total@2023:doc"

DUPLICATE = f"duplicate:{WHOLE}:level:_Z:_Z:"
DUPLICATES = [
    # [99.95, 100.05) and [99.5, 100.5): 100.5 - 99.95 = 0.55
    case("a coarser duplicate", DUPLICATE + "v2", HOLDS, level("whole", "100.0"), level("whole", "100", variant=2),
         slack="0.55", says=("printed 100", "100.0 as printed elsewhere")),
    # [99.95, 100.05) and [100.5, 101.5): 100.05 - 100.5 = -0.45
    case("a duplicate that contradicts", DUPLICATE + "v2", HARD, level("whole", "100.0"),
         level("whole", "101", variant=2), slack="-0.45", says=("printed 101", "0.45 beyond what rounding explains")),
    # [100.5, 101.5) and [99.5, 100.5) touch at 100.5, which the second leaves out
    case("a duplicate that touches", DUPLICATE + "v2", SOFT, level("whole", "101"), level("whole", "100", variant=2),
         slack="0", says=("halves are rounded down",)),
    # more than 90: 100.05 - 90 = 10.05
    case("a bound that is kept", DUPLICATE + "lower", HOLDS, level("whole", "100.0"), level("whole", ">90"),
         slack="10.05"),
    # more than 110: 100.05 - 110 = -9.95
    case("a bound that is broken", DUPLICATE + "lower", HARD, level("whole", "100.0"), level("whole", ">110"),
         slack="-9.95"),
    case("an approximate duplicate", DUPLICATE + "approx", UNDETERMINED, level("whole", "100.0"),
         level("whole", "~200")),
    case("a soft bound that is broken", DUPLICATE + "upper", UNDETERMINED, level("whole", "100.0"),
         level("whole", "≲90")),
]

FLOW_TOTAL = f"flow_total:{TOTAL}:exports_imports"
PERIODS = [
    ("2023-Q1", "2022-Q1", "2021-Q1"), ("2023-04", "2022-04", "2021-04"),
    ("2023-01-01/P4M", "2022-01-01/P4M", "2021-01-01/P4M"),
]


def led_back(now: str, before: str, imports: str) -> list[Observation]:
    """1188.0 = 594.0 + 594.0, all up by 10.0 %, total and exports 2.0 points faster than a year before."""
    levels = {"total": "1188.0", "exports": "594.0", "imports": "594.0"}
    figures = [level(name, text, now) for name, text in levels.items()]
    figures += [growth(name, "10.0", now, since=before) for name in levels]
    faster_by = {"total": "2.0", "exports": "2.0", "imports": imports}
    return figures + [faster(name, text, time=now, since=before) for name, text in faster_by.items()]


FLOW_TOTALS = [
    # [299.95, 300.05) against [99.95 + 199.95, 100.05 + 200.05) = [299.9, 300.1): 300.05 - 299.9 = 0.15
    case("a total of its flows", FLOW_TOTAL, HOLDS, level("total", "300.0"), level("exports", "100.0"),
         level("imports", "200.0"), series=FLOWS, slack="0.15",
         says=("printed 300.0", "exports 100.0 + imports 200.0")),
    # [300.15, 300.25) against [299.9, 300.1): 300.1 - 300.15 = -0.05
    case("a total that is two tenths too high", FLOW_TOTAL, HARD, level("total", "300.2"), level("exports", "100.0"),
         level("imports", "200.0"), series=FLOWS, slack="-0.05", says=("printed 300.2", "0.05 beyond")),
    # [300.5, 301.5) against [100.15 + 200.15, 100.25 + 200.25) = [300.3, 300.5): touch at 300.5
    case("a total that needs halves put down", FLOW_TOTAL, SOFT, level("total", "301"), level("exports", "100.2"),
         level("imports", "200.2"), series=FLOWS, slack="0"),
    # a year before: total [329.95, 330.05)/[1.0995, 1.1005), flows likewise from 110.0 and 220.0;
    # the total's high end 330.05/1.0995 and the flows' low end (109.95 + 219.95)/1.1005 part last
    case("a total of the year before, through growth", "flow_total:total@2022:doc:exports_imports", HOLDS,
         level("total", "330.0"), level("exports", "110.0"), level("imports", "220.0"), growth("total", "10.0"),
         growth("exports", "10.0"), growth("imports", "10.0"), series=FLOWS,
         slack=F("330.05") / F("1.0995") - F("329.9") / F("1.1005"), says=("300", "330.0/(1 + 10.0%)")),
    # imports of the year before are 220/1.2 = 183.33, the flows 283.33, the total 300:
    # flows' high end 110.05/1.0995 + 220.05/1.1995 minus the total's low end 329.95/1.1005
    case("a total of the year before that growth contradicts", "flow_total:total@2022:doc:exports_imports", HARD,
         level("total", "330.0"), level("exports", "110.0"), level("imports", "220.0"), growth("total", "10.0"),
         growth("exports", "10.0"), growth("imports", "20.0"), series=FLOWS,
         slack=F("110.05") / F("1.0995") + F("220.05") / F("1.1995") - F("329.95") / F("1.1005")),
    # growth 10.0 is 2.0 points above that of 2022, which is 8.0: 1188 = 1000 x 1.1 x 1.08, 594 = 500 x 1.1 x 1.08
    case("a total of two years before, through changes of growth", "flow_total:total@2021:doc:exports_imports", HOLDS,
         level("total", "1188.0"), level("exports", "594.0"), level("imports", "594.0"),
         *(growth(s, "10.0") for s in ("total", "exports", "imports")),
         *(faster(s, "2.0") for s in ("total", "exports", "imports")), series=FLOWS, says=("1,000", "1,188.0")),
    # imports of 2021 are 594/1.1/1.2 = 450, the flows 950, the total 1000
    case("a total of two years before that a change of growth contradicts",
         "flow_total:total@2021:doc:exports_imports", HARD, level("total", "1188.0"), level("exports", "594.0"),
         level("imports", "594.0"), *(growth(s, "10.0") for s in ("total", "exports", "imports")),
         faster("total", "2.0"), faster("exports", "2.0"), faster("imports", "-10.0"), series=FLOWS),
    # the same numbers in the first quarters, in the Aprils and in the first four months: 1000 against 500 + 500
    *(case(f"a total of two years before, in {now}", f"flow_total:total@{early}:doc:exports_imports", HOLDS,
           *led_back(now, before, "2.0"), series=FLOWS, says=("1,000", "1,188.0"))
      for now, before, early in PERIODS),
    # imports of 2021-Q1 are 594/1.1/1.2 = 450, the flows 950, the total 1000
    case("a total of a quarter that a change of growth contradicts", "flow_total:total@2021-Q1:doc:exports_imports",
         HARD, *led_back("2023-Q1", "2022-Q1", "-10.0"), series=FLOWS),
]

FLOW_BALANCE = "flow_balance:balance@2023:doc:exports_imports"
FLOW_BALANCES = [
    # (-100.05, -99.95] against 99.95 - 200.05 = -100.1 to 100.05 - 199.95 = -99.9: -99.9 + 100.05 = 0.15
    case("a deficit of its flows", FLOW_BALANCE, HOLDS, level("balance", "-100.0"), level("exports", "100.0"),
         level("imports", "200.0"), series=FLOWS, slack="0.15", says=("-100.0", "exports 100.0 - imports 200.0")),
    # the sign is lost: [99.95, 100.05) against at most -99.9: -199.85
    case("a deficit without its sign", FLOW_BALANCE, HARD, level("balance", "100.0"), level("exports", "100.0"),
         level("imports", "200.0"), series=FLOWS, slack="-199.85"),
    # (-101.5, -100.5] against 100.15 - 200.65 = -100.5, an end left out
    case("a deficit that needs halves put down", FLOW_BALANCE, SOFT, level("balance", "-101"),
         level("exports", "100.2"), level("imports", "200.6"), series=FLOWS, slack="0"),
]

PART_WHOLE = f"part_whole:{WHOLE}:split"
ALL, SOME, REST, OVERLAP = (reference(parts_of(kind)) for kind in ("yes", "no", "residual", "overlapping"))


def along(name: str, dimension: str, whole: str, parts: tuple[str, ...], exhaustive: str, **scope: str) -> Partition:
    """A partition along any dimension of services trade or of whatever ``scope`` says."""
    codes = {"indicator": "", "ref_area": "", "source_agency": "", **scope}
    return Partition(name, dimension, whole, parts, exhaustive, DOCUMENT, **codes)


KINDS = some_series(a_series("both", indicator="all_trade"), a_series("goods", indicator="goods_trade"),
                    a_series("services"))
OF_KINDS = along("kinds", "indicator", "all_trade", ("goods_trade", "services_trade"), "yes")
PARTNERS = some_series(a_series("world"), a_series("north", counterpart_area="NORTH"),
                       a_series("south", counterpart_area="SOUTH"))
OF_PARTNERS = along("partners", "counterpart_area", "_T", ("NORTH", "SOUTH"), "no")
SIZES = some_series(a_series("all"), a_series("large", population="LARGE"), a_series("small", population="SMALL"))
OF_SIZES = along("sizes", "population", "_Z", ("LARGE", "SMALL"), "yes")
PART_WHOLES = [
    # [99.95, 100.05) against [59.95 + 39.95, 60.05 + 40.05) = [99.9, 100.1): 100.05 - 99.9 = 0.15
    case("parts that exhaust the whole", PART_WHOLE, HOLDS, level("whole", "100.0"), level("first", "60.0"),
         level("second", "40.0"), known=ALL, slack="0.15", says=("60.0 + 40.0", "should be 100")),
    # [100.45, 100.55) against [99.9, 100.1): 100.1 - 100.45 = -0.35
    case("parts that leave half a unit", PART_WHOLE, HARD, level("whole", "100.5"), level("first", "60.0"),
         level("second", "40.0"), known=ALL, slack="-0.35"),
    # [100.5, 101.5) against [60.15 + 40.15, 60.25 + 40.25) = [100.3, 100.5)
    case("parts that need halves put down", PART_WHOLE, SOFT, level("whole", "101"), level("first", "60.2"),
         level("second", "40.2"), known=ALL, slack="0"),
    # not all parts: the whole is below 100.05, the parts are at least 59.95 + 29.95 = 89.9
    case("parts within the whole", PART_WHOLE + ":within", HOLDS, level("whole", "100.0"), level("first", "60.0"),
         level("second", "30.0"), known=SOME, slack="10.15", says=("should be at least 90",)),
    # the parts are at least 59.95 + 49.95 = 109.9: 100.05 - 109.9 = -9.85
    case("parts that pass the whole", PART_WHOLE + ":within", HARD, level("whole", "100.0"), level("first", "60.0"),
         level("second", "50.0"), known=SOME, slack="-9.85"),
    # one part of two is printed: a bound only; 100.05 - 59.95 = 40.1
    case("an exhaustive partition with a part unprinted", PART_WHOLE + ":within", HOLDS, level("whole", "100.0"),
         level("first", "60.0"), known=ALL, slack="40.1", says=("should be at least 60",)),
    # one part alone already passes the whole: 100.05 - 109.95 = -9.9
    case("an exhaustive partition whose printed part passes the whole", PART_WHOLE + ":within", HARD,
         level("whole", "100.0"),
         level("first", "110.0"), known=ALL, slack="-9.9"),
    # overlapping parts make 150 together, but each stays within: 100.05 - 79.95 = 20.1, 100.05 - 69.95 = 30.1
    case("the larger of two overlapping parts", PART_WHOLE + ":within:first", HOLDS, level("whole", "100.0"),
         level("first", "80.0"), level("second", "70.0"), known=OVERLAP, slack="20.1", says=("should be at least 80",)),
    case("the smaller of two overlapping parts", PART_WHOLE + ":within:second", HOLDS, level("whole", "100.0"),
         level("first", "80.0"), level("second", "70.0"), known=OVERLAP, slack="30.1", says=("should be at least 70",)),
    # 100.05 - 109.95 = -9.9
    case("an overlapping part that passes the whole", PART_WHOLE + ":within:second", HARD, level("whole", "100.0"),
         level("first", "80.0"), level("second", "110.0"), known=OVERLAP, slack="-9.9"),
    # [99.5, 100.5) leaves out the low end of [100.5, 101.5)
    case("an overlapping part that needs halves put down", PART_WHOLE + ":within:first", SOFT, level("whole", "100"),
         level("first", "101"), known=OVERLAP, slack="0"),
    # in 2022 the whole is 110.0/1.1 = 100: 110.05/1.0995 - 79.95
    case("an overlapping part of the year before, through growth", "part_whole:whole@2022:doc:split:within:first",
         HOLDS, level("whole", "110.0"), growth("whole", "10.0"), level("first", "80.0", "2022"), known=OVERLAP,
         slack=F("110.05") / F("1.0995") - F("79.95")),
    # goods 60.0 and services 40.0 are 100.0, as above: 0.15
    case("indicators that make up a wider one", "part_whole:both@2023:doc:kinds", HOLDS, level("both", "100.0"),
         level("goods", "60.0"), level("services", "40.0"), series=KINDS, known=reference(OF_KINDS), slack="0.15"),
    # 100.05 - (69.95 + 39.95) = -9.85
    case("partners that pass the world", "part_whole:world@2023:doc:partners:within", HARD, level("world", "100.0"),
         level("north", "70.0"), level("south", "40.0"), series=PARTNERS, known=reference(OF_PARTNERS), slack="-9.85"),
    # [100.45, 100.55) against [99.9, 100.1): -0.35
    case("populations that leave half a unit", "part_whole:all@2023:doc:sizes", HARD, level("all", "100.5"),
         level("large", "60.0"), level("small", "40.0"), series=SIZES, known=reference(OF_SIZES), slack="-0.35"),
]

RESIDUAL = f"residual:{TOTAL}:split"


def residual_figures(total_a: str, exports_a: str) -> tuple[Observation, ...]:
    """Total 300.0, exports 100.0, imports 200.0; the only part takes 160.0 of imports."""
    wholes = level("total", "300.0"), level("exports", "100.0"), level("imports", "200.0")
    return *wholes, level("total_A", total_a), level("exports_A", exports_a), level("imports_A", "160.0")


ONE_PART = reference(parts_of("residual", "A"))
RESIDUALS = [
    # rests: 300 - 240 = 60 in (59.9, 60.1); 20 + 40 in (59.8, 60.2): 60.1 - 59.8 = 0.3
    case("a rest seen the same from all flows", RESIDUAL, HOLDS, *residual_figures("240.0", "80.0"), series=CELLS,
         known=ONE_PART, slack="0.3", says=("60", "rest of exports + rest of imports")),
    # rest of the total 50 in (49.9, 50.1) against (59.8, 60.2): 50.1 - 59.8 = -9.7
    case("a rest that the flows contradict", RESIDUAL, HARD, *residual_figures("250.0", "80.0"), series=CELLS,
         known=ONE_PART, slack="-9.7"),
    # rest of exports 20.3, sum 60.3 in (60.1, 60.5), which touches (59.9, 60.1)
    case("a rest that needs halves put down", RESIDUAL, SOFT, *residual_figures("240.0", "79.7"), series=CELLS,
         known=ONE_PART, slack="0"),
]

SHARE_LEVEL = f"share_level:{FIRST}:whole"
SHARE_LEVELS = [
    # [39.95, 40.05) percent against 39.95/100.05 to 40.05/99.95: 40.05 - 100 x 39.95/100.05
    case("a share of its whole", SHARE_LEVEL, HOLDS, share("first", "whole", "40.0"), level("first", "40.0"),
         level("whole", "100.0"), slack=F("40.05") - 100 * F("39.95") / F("100.05"),
         says=("40.0 / 100.0", "printed 40.0")),
    # [40.95, 41.05) against at most 100 x 40.05/99.95 = 40.07
    case("a share one point too high", SHARE_LEVEL, HARD, share("first", "whole", "41.0"), level("first", "40.0"),
         level("whole", "100.0"), slack=100 * F("40.05") / F("99.95") - F("40.95")),
    # exactly 405/1000 = 40.5 %, which [39.5, 40.5) leaves out
    case("a share that needs halves put down", SHARE_LEVEL, SOFT, share("first", "whole", "40"), count("first", "405"),
         count("whole", "1000"), slack="0"),
    # 132/1.1 = 120 and 330/1.1 = 300 in 2022: 40 %
    case("a share of the year before, through growth", "share_level:first@2022:doc:whole", HOLDS,
         share("first", "whole", "40.0", time="2022"), level("first", "132.0"), level("whole", "330.0"),
         growth("first", "10.0"), growth("whole", "10.0"), says=("40",)),
    case("a share of an unprinted part", SHARE_LEVEL, UNDETERMINED, share("first", "whole", "40.0"),
         level("whole", "100.0"), says=("first 2023 is not printed",)),
    case("an approximate share", SHARE_LEVEL + ":approx", UNDETERMINED, share("first", "whole", "~70"),
         level("first", "40.0"), level("whole", "100.0")),
    # more than 30 %: 100 x 40.05/99.95 - 30
    case("a bounded share that is kept", SHARE_LEVEL + ":lower", HOLDS, share("first", "whole", ">30"),
         level("first", "40.0"), level("whole", "100.0"), slack=100 * F("40.05") / F("99.95") - 30),
    # more than 50 %: 100 x 40.05/99.95 - 50
    case("a bounded share that is broken", SHARE_LEVEL + ":lower", HARD, share("first", "whole", ">50"),
         level("first", "40.0"), level("whole", "100.0"), slack=100 * F("40.05") / F("99.95") - 50),
]

SHARE_LIMIT = f"share_limit:{FIRST}:whole"
SHARE_LIMITS = [
    # [25.45, 25.55) against [0, 100]: 25.55 - 0 = 25.55
    case("a share of something", SHARE_LIMIT, HOLDS, share("first", "whole", "25.5"), slack="25.55"),
    # at least 254.95: 100 - 254.95
    case("a share above its whole", SHARE_LIMIT, HARD, share("first", "whole", "255.0"), slack="-154.95"),
    # below -25.45: -25.45 - 0
    case("a share below nothing", SHARE_LIMIT, HARD, share("first", "whole", "-25.5"), slack="-25.45"),
    case("an approximate share", SHARE_LIMIT + ":approx", UNDETERMINED, share("first", "whole", "~60")),
]

SHARE_SUM = f"share_sum:{WHOLE}:split"  # only shares are printed for the year; once such years were not looked at
SHARE_SUMS = [
    # [59.95 + 39.95, 60.05 + 40.05) = [99.9, 100.1) against 100: 0.1
    case("shares that make 100", SHARE_SUM, HOLDS, share("first", "whole", "60.0"), share("second", "whole", "40.0"),
         known=ALL, slack="0.1", says=("100.0 from 60.0 + 40.0", "the whole")),
    # [98.9, 99.1) against 100: 99.1 - 100 = -0.9
    case("shares that make 99", SHARE_SUM, HARD, share("first", "whole", "60.0"), share("second", "whole", "39.0"),
         known=ALL, slack="-0.9"),
    # [49.5 + 48.5, 50.5 + 49.5) = [98, 100), which leaves 100 out
    case("whole shares that make 99", SHARE_SUM, SOFT, share("first", "whole", "50"), share("second", "whole", "49"),
         known=ALL, slack="0"),
    # at least 59.95 + 29.95 = 89.9: 100 - 89.9 = 10.1
    case("shares below 100", SHARE_SUM + ":within", HOLDS, share("first", "whole", "60.0"),
         share("second", "whole", "30.0"),
         known=SOME, slack="10.1", says=("should be at most 100",)),
    # at least 59.95 + 49.95 = 109.9: -9.9
    case("shares above 100", SHARE_SUM + ":within", HARD, share("first", "whole", "60.0"),
         share("second", "whole", "50.0"),
         known=SOME, slack="-9.9"),
    # more than 60 and at least 49.95: 100 - 109.95
    case("a bounded share that leaves too little room", SHARE_SUM + ":within", HARD, share("first", "whole", ">60"),
         share("second", "whole", "50.0"), known=SOME, slack="-9.95"),
    case("an approximate share in a sum", SHARE_SUM + ":within", UNDETERMINED, share("first", "whole", "~60"),
         share("second", "whole", "50.0"), known=SOME),
]

IMPLIED_LEVEL = f"implied_level:{WHOLE}:first"
IMPLIED_LEVELS = [
    # 40/40 % in [39.95/0.4005, 40.05/0.3995), 60/60 % in [59.95/0.6005, 60.05/0.5995): both say 100
    case("two parts that imply the same whole", IMPLIED_LEVEL, HOLDS, level("first", "40.0"), level("second", "60.0"),
         share("first", "whole", "40.0"), share("second", "whole", "60.0"),
         slack=F("60.05") / F("0.5995") - F("39.95") / F("0.4005"), says=("100.0 from 40.0/40.0%", "should be 100.0")),
    # 60/50 % = 120, at least 59.95/0.5005
    case("two parts that imply different wholes", IMPLIED_LEVEL, HARD, level("first", "40.0"), level("second", "60.0"),
         share("first", "whole", "40.0"), share("second", "whole", "50.0"),
         slack=F("40.05") / F("0.3995") - F("59.95") / F("0.5005")),
    # exactly 405 at 40.5 % or more: at most 1000; exactly 495 at less than 49.5 %: more than 1000
    case("two parts that imply wholes which touch", IMPLIED_LEVEL, SOFT, count("first", "405"), count("second", "495"),
         share("first", "whole", "41"), share("second", "whole", "49"), slack="0"),
]

GROWTH_LEVEL = f"growth_level:{WHOLE}:2022"
GROWTH_LEVELS = [
    # [9.95, 10.05) against 109.95/100.05 - 1 to 110.05/99.95 - 1: 10.05 - 100 x (109.95/100.05 - 1)
    case("growth between two levels", GROWTH_LEVEL, HOLDS, growth("whole", "10.0"), level("whole", "110.0"),
         level("whole", "100.0", "2022"), slack=F("10.05") - 100 * (F("109.95") / F("100.05") - 1),
         says=("printed 10.0", "110.0/100.0 - 1")),
    # [11.95, 12.05) against at most 100 x (110.05/99.95 - 1)
    case("growth two points too high", GROWTH_LEVEL, HARD, growth("whole", "12.0"), level("whole", "110.0"),
         level("whole", "100.0", "2022"), slack=100 * (F("110.05") / F("99.95") - 1) - F("11.95")),
    # exactly 1105/1000 - 1 = 10.5 %, which [9.5, 10.5) leaves out
    case("growth that needs halves put down", GROWTH_LEVEL, SOFT, growth("whole", "10"), count("whole", "1105"),
         count("whole", "1000", "2022"), slack="0"),
    case("growth from an unprinted level", GROWTH_LEVEL, UNDETERMINED, growth("whole", "10.0"),
         level("whole", "110.0"), says=("the level of 2022 is not printed",)),
    # more than 110 is growth of more than 109.95/100.05...: at least 110/100.05 - 1 = 9.945 %: 4.05 % is too low
    case("growth below what a lower bound leaves", GROWTH_LEVEL, HARD, growth("whole", "4.0"), level("whole", ">110"),
         level("whole", "100.0", "2022"), slack=F("4.05") - 100 * (110 / F("100.05") - 1)),
]

GROWTH_GAP = f"growth_gap:{FIRST}:whole:2022"
GROWTH_GAPS = [
    # [1.95, 2.05) against (9.95 - 8.05, 10.05 - 7.95) = (1.9, 2.1): 2.05 - 1.9 = 0.15
    case("a lead between two growth rates", GROWTH_GAP, HOLDS, growth("first", "10.0"), growth("whole", "8.0"),
         lead("first", "whole", "2.0"), slack="0.15", says=("10.0 - 8.0", "printed 2.0")),
    # [2.95, 3.05) against at most 2.1: -0.85
    case("a lead one point too high", GROWTH_GAP, HARD, growth("first", "10.0"), growth("whole", "8.0"),
         lead("first", "whole", "3.0"), slack="-0.85"),
    # [2.5, 3.5) against (10.15 - 7.85, 10.25 - 7.75) = (2.3, 2.5)
    case("a lead that needs halves put down", GROWTH_GAP, SOFT, growth("first", "10.2"), growth("whole", "7.8"),
         lead("first", "whole", "3"), slack="0"),
    case("a lead over unprinted growth", GROWTH_GAP, UNDETERMINED, growth("first", "10.0"),
         lead("first", "whole", "2.0"), says=("the growth of whole is not printed",)),
    case("an approximate lead", GROWTH_GAP + ":approx", UNDETERMINED, growth("first", "10.0"), growth("whole", "8.0"),
         lead("first", "whole", "~5")),
]

IMPLIED_GROWTH = f"implied_growth:{WHOLE}:first:2022"
IMPLIED_GROWTHS = [
    # 10.0 - 2.0 in (7.9, 8.1); 7.0 + 1.0 in [7.9, 8.1): 8.1 - 7.9 = 0.2
    case("two leads that imply the same growth", IMPLIED_GROWTH, HOLDS, growth("first", "10.0"),
         growth("second", "7.0"), lead("first", "whole", "2.0"), lead("second", "whole", "-1.0"), slack="0.2",
         says=("8.0 from 10.0 - 2.0", "should be 8.0")),
    # 6.0 + 1.0 in [6.9, 7.1) against (7.9, 8.1): 7.1 - 7.9 = -0.8
    case("two leads that imply different growth", IMPLIED_GROWTH, HARD, growth("first", "10.0"),
         growth("second", "6.0"), lead("first", "whole", "2.0"), lead("second", "whole", "-1.0"), slack="-0.8"),
    # 6.8 + 1.0 in [7.7, 7.9) touches (7.9, 8.1)
    case("two leads that imply growth rates which touch", IMPLIED_GROWTH, SOFT, growth("first", "10.0"),
         growth("second", "6.8"), lead("first", "whole", "2.0"), lead("second", "whole", "-1.0"), slack="0"),
]

COMPOUND = f"compound_growth:{WHOLE}:2021"
COMPOUNDS = [
    # exactly (121/100)^(1/2) - 1 = 10 %, in the middle of [9.95, 10.05)
    case("average growth over two years", COMPOUND, HOLDS, average("whole", "10.0", "2021"), count("whole", "121"),
         count("whole", "100", "2021"), slack="0.05", says=("printed 10.0", "(121/100)^(1/2) - 1")),
    # [11.95, 12.05) against 10: -1.95
    case("average growth two points too high", COMPOUND, HARD, average("whole", "12.0", "2021"), count("whole", "121"),
         count("whole", "100", "2021"), slack="-1.95"),
    # exactly 1.105 x 1.105 = 1.221025, 10.5 %, which [9.5, 10.5) leaves out
    case("average growth that needs halves put down", COMPOUND, SOFT, average("whole", "10", "2021"),
         count("whole", "1221025"), count("whole", "1000000", "2021"), slack="0"),
    # (133.1/100)^(1/3) - 1 = 10 % from rounded levels
    case("average growth over three years from rounded levels", f"compound_growth:{WHOLE}:2020", HOLDS,
         average("whole", "10.0", "2020"), level("whole", "133.1"), level("whole", "100.0", "2020")),
    case("average growth from an unprinted level", COMPOUND, UNDETERMINED, average("whole", "10.0", "2021"),
         level("whole", "121.0"), says=("2021 and 2023 are not both printed",)),
    # once ended in OverflowError: the root of an interval without end
    case("average growth to a level with a lower bound", COMPOUND, UNDETERMINED, average("whole", "10.0", "2021"),
         level("whole", ">121"), level("whole", "100.0", "2021")),
]

CHANGE = f"change:{WHOLE}:2022"
BALANCE_CHANGE = "change:balance@2023:doc:2022"
TRADED = level("exports", "110.0"), level("imports", "220.0"), growth("exports", "10.0"), growth("imports", "10.0")
CHANGES = [
    # [19.95, 20.05) against (119.95 - 100.05, 120.05 - 99.95) = (19.9, 20.1): 0.15
    case("a change between two levels", CHANGE, HOLDS, change("whole", "20.0"), level("whole", "120.0"),
         level("whole", "100.0", "2022"), slack="0.15", says=("120.0 - 100.0", "printed 20.0")),
    # [20.95, 21.05) against at most 20.1: -0.85
    case("a change one unit too high", CHANGE, HARD, change("whole", "21.0"), level("whole", "120.0"),
         level("whole", "100.0", "2022"), slack="-0.85"),
    # [19.5, 20.5) against (120.25 - 99.75, 120.35 - 99.65) = (20.5, 20.7)
    case("a change that needs halves put down", CHANGE, SOFT, change("whole", "20"), level("whole", "120.3"),
         level("whole", "99.7", "2022"), slack="0"),
    # the deficit shrinks from 100 to 80: -80 - (-100) = +20
    case("a deficit that shrinks", "change:balance@2023:doc:2022", HOLDS, change("balance", "20.0"),
         level("balance", "-80.0"), level("balance", "-100.0", "2022"), series=FLOWS, slack="0.15",
         says=("-80.0 - -100.0",)),
    # the same change with the sign of the deficit alone: (-20.05, -19.95] against at least 19.9: -39.85
    case("a deficit that shrinks, with one sign forgotten", "change:balance@2023:doc:2022", HARD,
         change("balance", "-20.0"), level("balance", "-80.0"), level("balance", "-100.0", "2022"), series=FLOWS,
         slack="-39.85"),
    # 120/1.2 = 100 in 2022, so the change is 20
    case("a change since a level that growth leads back to", CHANGE, HOLDS, change("whole", "20.0"),
         level("whole", "120.0"), growth("whole", "20.0"), says=("120.0/(1 + 20.0%)",)),
    # 110.0/1.1 - 220.0/1.1 = -100 in 2022, so the deficit of 110 grew by 10. Exports of 2022 reach up to 110.05/1.0995,
    # imports down to 219.95/1.1005; the change's high end -9.95 and the low end -110.05 - their difference part first
    case("a deficit that grows since one that exports and imports give", BALANCE_CHANGE, HOLDS,
         change("balance", "-10.0"), level("balance", "-110.0"), *TRADED, series=FLOWS,
         slack=F("-9.95") + F("110.05") + F("110.05") / F("1.0995") - F("219.95") / F("1.1005"),
         says=("-110.0 - (110.0/(1 + 10.0%) - 220.0/(1 + 10.0%))",)),
    # the sign is lost: at most -109.95 - (109.95/1.1005 - 220.05/1.0995) = -9.72 against at least 9.95
    case("a deficit that grows, said to shrink", BALANCE_CHANGE, HARD, change("balance", "10.0"),
         level("balance", "-110.0"), *TRADED, series=FLOWS,
         slack=F("-109.95") - F("109.95") / F("1.1005") + F("220.05") / F("1.0995") - F("9.95")),
    # 100.0 - 200.0 in (-100.1, -99.9), so -80.0 is between 19.85 and 20.15 higher: 20.05 - 19.85 = 0.2
    case("a deficit that shrinks since printed exports and imports", BALANCE_CHANGE, HOLDS, change("balance", "20.0"),
         level("balance", "-80.0"), level("exports", "100.0", "2022"), level("imports", "200.0", "2022"),
         series=FLOWS, slack="0.2"),
    # a printed balance of 2022 goes before one from flows: -80 + 90 is at most 10.1 against at least 19.95
    case("a deficit that shrinks since a printed one", BALANCE_CHANGE, HARD, change("balance", "20.0"),
         level("balance", "-80.0"), level("balance", "-90.0", "2022"), level("exports", "100.0", "2022"),
         level("imports", "200.0", "2022"), series=FLOWS, slack=F("10.1") - F("19.95"), says=("-80.0 - -90.0",)),
    case("a deficit that grows since one that only exports are known of", BALANCE_CHANGE, UNDETERMINED,
         change("balance", "-10.0"), level("balance", "-110.0"), TRADED[0], TRADED[2], series=FLOWS,
         says=("the level of 2022 is not printed",)),
    case("a change from an unprinted level", CHANGE, UNDETERMINED, change("whole", "20.0"), level("whole", "120.0"),
         says=("the level of 2022 is not printed",)),
]

SHARE_CHANGE = f"change_in_share:{FIRST}:whole:2022"
SHARE_CHANGES = [
    # the share of 2022 is 40 x 1.1/1.2, so the change is 40 x (1 - 1.1/1.2) = 3.33, at
    # least 39.95 x (1 - 1.1005/1.1995); [3.25, 3.35) ends at 3.35
    case("a change in share from growth", SHARE_CHANGE, HOLDS, share("first", "whole", "40.0"),
         growth("first", "20.0"), growth("whole", "10.0"), share_change("first", "whole", "3.3"),
         slack=F("3.35") - F("39.95") * (1 - F("1.1005") / F("1.1995")), says=("printed 3.3", "share 40.0 x (1 - ")),
    # at most 40.05 x (1 - 1.0995/1.2005) = 3.37 against [4.25, 4.35); rounded shares give 40.1 - 36.6 at most
    case("a change in share one point too high", SHARE_CHANGE, HARD, share("first", "whole", "40.0"),
         growth("first", "20.0"), growth("whole", "10.0"), share_change("first", "whole", "4.3"),
         slack=F("40.05") * (1 - F("1.0995") / F("1.2005")) - F("4.25")),
    # 40.04 % now; 40.04 x 1.1/1.2014 = 36.66 % before, true change 3.38; 40.0 - 36.7 = 3.3 from rounded shares.
    # low end: 4003.95/10000.05 x (1 - 1.10005/1.20135) = 3.376 against [3.25, 3.35)
    case("a change in share computed from rounded shares", SHARE_CHANGE, SOFT, level("first", "4004.0"),
         level("whole", "10000.0"), growth("first", "20.14"), growth("whole", "10.00"),
         share_change("first", "whole", "3.3"),
         slack=F("3.35") - 100 * F("4003.95") / F("10000.05") * (1 - F("1.10005") / F("1.20135")),
         says=("agrees only when computed from rounded figures",)),
    # [2.95, 3.05) against (39.95 - 37.05, 40.05 - 36.95) = (2.9, 3.1): 0.15
    case("a change since an earlier printed share", SHARE_CHANGE, HOLDS, share("first", "whole", "40.0"),
         share("first", "whole", "37.0", "2022"), share_change("first", "whole", "3.0"), slack="0.15",
         says=("share 40.0 - share 37.0",)),
    # [3.95, 4.05) against at most 3.1: -0.85
    case("a change since an earlier printed share, too high", SHARE_CHANGE, HARD, share("first", "whole", "40.0"),
         share("first", "whole", "37.0", "2022"), share_change("first", "whole", "4.0"), slack="-0.85"),
    # the growth of the whole is 8.0 through a lead: 20.0 - 12.0; before 40 x 1.08/1.2 = 36, change 4
    case("a change in share from growth that a lead implies", SHARE_CHANGE, HOLDS, share("first", "whole", "40.0"),
         growth("first", "20.0"), lead("first", "whole", "12.0"), share_change("first", "whole", "4.0")),
    case("a change in share without growth", SHARE_CHANGE, UNDETERMINED, share("first", "whole", "40.0"),
         share_change("first", "whole", "3.3"),
         says=("growth rates of the part and of the whole are not both printed",)),
]

FASTER = f"change_in_growth_rate:{WHOLE}:2022"
FASTERS = [
    # [1.95, 2.05) against (9.95 - 8.05, 10.05 - 7.95) = (1.9, 2.1): 0.15
    case("growth that is faster by the difference", FASTER, HOLDS, growth("whole", "10.0"),
         growth("whole", "8.0", "2022"), faster("whole", "2.0"), slack="0.15", says=("10.0 - 8.0", "printed 2.0")),
    # [2.95, 3.05) against at most 2.1: -0.85
    case("growth that is not so much faster", FASTER, HARD, growth("whole", "10.0"), growth("whole", "8.0", "2022"),
         faster("whole", "3.0"), slack="-0.85"),
    # [2.5, 3.5) against (2.3, 2.5)
    case("growth that is faster if halves are put down", FASTER, SOFT, growth("whole", "10.2"),
         growth("whole", "7.8", "2022"), faster("whole", "3"), slack="0"),
    case("growth that is faster than an unprinted rate", FASTER, UNDETERMINED, growth("whole", "10.0"),
         faster("whole", "2.0"), says=("the growth rate of 2022 is not printed",)),
]

# fmt: on
A10, A5, A79 = growth("first", "10.0"), growth("first", "5.0"), growth("first", "7.9")
B8 = growth("second", "8.0")
CLAIM, OVER = "claim:words:first@2023:growth_rate:2022:doc:", "second@2023:growth_rate:2022:doc"


def claim_case(name: str, predicate: str, verdict: str, subject: str, slack: str | None, *others: Observation) -> Case:
    o = growth("first", subject)
    against = {"two_digit": "ten_percent"}.get(predicate, "zero") if not others else OVER
    relation = CLAIM.replace("2022:doc", "2022:approx:doc") if subject.startswith("~") else CLAIM
    return case(
        name,
        relation + against,
        verdict,
        o,
        *others,
        slack=slack,
        known=reference(said(predicate, o, *others)),
        says=("It is said",),
    )


CLAIMS = [
    # above: 10.05 - 7.95 = 2.1; 5.05 - 7.95 = -2.9; 7.95 - 7.85 = 0.1 for equal print
    claim_case("faster than another", "above_all", HOLDS, "10.0", "2.1", B8),
    claim_case("not faster than another", "above_all", HARD, "5.0", "-2.9", B8),
    claim_case("as fast as another, said to be faster", "above_all", HOLDS, "8.0", "0.1", B8),
    # below: 8.05 - 4.95 = 3.1; 8.05 - 9.95 = -1.9
    claim_case("slower than another", "below_all", HOLDS, "5.0", "3.1", B8),
    claim_case("not slower than another", "below_all", HARD, "10.0", "-1.9", B8),
    # positive: 2.05 above zero; -1.95 at best
    claim_case("said to rise and rises", "positive", HOLDS, "2.0", "2.05"),
    claim_case("said to rise and falls", "positive", HARD, "-2.0", "-1.95"),
    claim_case("said to fall and falls", "negative", HOLDS, "-2.0", "2.05"),
    claim_case("said to fall and rises", "negative", HARD, "2.0", "-1.95"),
    # two digits: 10.35 - 10; 9.05 - 10
    claim_case("said to grow by two digits and does", "two_digit", HOLDS, "10.3", "0.35"),
    claim_case("said to grow by two digits and does not", "two_digit", HARD, "9.0", "-0.95"),
    claim_case("said to rise, with an approximate rate", "positive", UNDETERMINED, "~2.0", None),
]

MULTIPLE = f"multiple:{FIRST}:whole:"
MULTIPLES = [
    # 60 / 20 = 3: [2.95, 3.05) against 59.95/20.05 = 2.990 to 60.05/19.95 = 3.010: 3.05 - 59.95/20.05
    case(
        "a multiple of another level",
        MULTIPLE + "2023",
        HOLDS,
        multiple("first", "whole", "3.0"),
        level("first", "60.0"),
        level("whole", "20.0"),
        slack=F("3.05") - F("59.95") / F("20.05"),
    ),
    # (60 - 20) / 20 = 2
    case(
        "a multiple that counts the excess",
        MULTIPLE + "2023",
        HOLDS,
        multiple("first", "whole", "2.0", "excess"),
        level("first", "60.0"),
        level("whole", "20.0"),
        slack=F("2.05") - (F("59.95") / F("20.05") - 1),
    ),
    # growth 30 % is 3 times growth 10 %: [3.95, 4.05) against at most 30.05/9.95 = 3.0201
    case(
        "a multiple of growth that is one too high",
        MULTIPLE + "2022",
        HARD,
        multiple("first", "whole", "4.0", since="2022"),
        growth("first", "30.0"),
        growth("whole", "10.0"),
        slack=F("30.05") / F("9.95") - F("3.95"),
    ),
    # exactly 7 / 2 = 3.5, which [2.5, 3.5) leaves out
    case(
        "a multiple that needs halves put down",
        MULTIPLE + "2023",
        SOFT,
        multiple("first", "whole", "3"),
        count("first", "7"),
        count("whole", "2"),
        slack="0",
    ),
    case(
        "a multiple of something unprinted",
        MULTIPLE + "2023",
        UNDETERMINED,
        multiple("first", "whole", "3.0"),
        level("first", "60.0"),
        says=("not both printed",),
    ),
]

SHARE_OF_GROWTH = f"share_of_growth:{FIRST}:whole:2022"
OF_GROWTH = level("first", "110"), growth("first", "10"), level("whole", "220"), growth("whole", "10")
SHARES_OF_GROWTH = [
    # 10 of 20: 50 %; the part grew by 109.5 x (1 - 1/1.095) at least, the whole by 220.5 x (1 - 1/1.105) at most
    case(
        "half of the growth",
        SHARE_OF_GROWTH,
        HOLDS,
        figure("first", "50", "share_of_growth", "whole"),
        *OF_GROWTH,
        slack=F("50.5") - 100 * F("109.5") * (1 - 1 / F("1.095")) / (F("220.5") * (1 - 1 / F("1.105"))),
    ),
    case(
        "most of the growth",
        SHARE_OF_GROWTH,
        HARD,
        figure("first", "80", "share_of_growth", "whole"),
        *OF_GROWTH,
        slack=100 * F("110.5") * (1 - 1 / F("1.105")) / (F("219.5") * (1 - 1 / F("1.095"))) - F("79.5"),
    ),
    case(
        "a share of growth without the whole",
        SHARE_OF_GROWTH,
        UNDETERMINED,
        figure("first", "50", "share_of_growth", "whole"),
        level("first", "110"),
        growth("first", "10"),
    ),
]

CONTRIBUTION = f"contribution_to_growth:{FIRST}:whole:2022"
LIFTED = level("first", "110.0"), growth("first", "10.0"), level("whole", "200.0", "2022")
CONTRIBUTIONS = [
    # 10 over 200: 5 points; at least 109.95 x (1 - 1/1.0995) / 200.05
    case(
        "a part that lifts the whole by five points",
        CONTRIBUTION,
        HOLDS,
        figure("first", "5.0", "contribution_to_growth", "whole", unit_measure="PP"),
        *LIFTED,
        slack=F("5.05") - 100 * F("109.95") * (1 - 1 / F("1.0995")) / F("200.05"),
    ),
    case(
        "a part said to lift the whole by six points",
        CONTRIBUTION,
        HARD,
        figure("first", "6.0", "contribution_to_growth", "whole", unit_measure="PP"),
        *LIFTED,
        slack=100 * F("110.05") * (1 - 1 / F("1.1005")) / F("199.95") - F("5.95"),
    ),
    case(
        "a contribution to an unprinted whole",
        CONTRIBUTION,
        UNDETERMINED,
        figure("first", "5.0", "contribution_to_growth", "whole", unit_measure="PP"),
        *LIFTED[:2],
    ),
]

RATIO_SUM = "ratio_sum:ratio:2023"
RATIO_SUMS = [
    # 59.95 + 39.95 = 99.9 to 100.1: 100.1 - 100
    case(
        "parts of a ratio that make 100",
        RATIO_SUM,
        HOLDS,
        ratio_part("first", "whole", "60.0"),
        ratio_part("second", "whole", "40.0"),
        slack="0.1",
    ),
    # at most 99.1
    case(
        "parts of a ratio that make 99",
        RATIO_SUM,
        HARD,
        ratio_part("first", "whole", "60.0"),
        ratio_part("second", "whole", "39.0"),
        slack="-0.9",
    ),
    # 98 to below 100
    case(
        "whole parts of a ratio that make 99",
        RATIO_SUM,
        SOFT,
        ratio_part("first", "whole", "60"),
        ratio_part("second", "whole", "39"),
        slack="0",
    ),
]

INTENSITY = f"intensity:{FIRST}:whole"
INTENSITIES = [
    # 60 over 4: 15; [14.95, 15.05) x 100 million against 59.95/4 to 60.05/4: 15.05 - 59.95/4
    case(
        "money per unit",
        INTENSITY,
        HOLDS,
        figure("first", "15.0", "intensity", "whole", since="2023", unit_measure="USD", unit_mult=8),
        level("first", "60.0"),
        count("whole", "4"),
        slack=F("15.05") - F("59.95") / 4,
    ),
    case(
        "too much money per unit",
        INTENSITY,
        HARD,
        figure("first", "16.0", "intensity", "whole", since="2023", unit_measure="USD", unit_mult=8),
        level("first", "60.0"),
        count("whole", "4"),
        slack=F("60.05") / 4 - F("15.95"),
    ),
    case(
        "money per unprinted units",
        INTENSITY,
        UNDETERMINED,
        figure("first", "15.0", "intensity", "whole", since="2023", unit_measure="USD", unit_mult=8),
        level("first", "60.0"),
    ),
]

# fmt: off
RATIO_LEVEL = f"ratio_level:{FIRST}:whole"
OF_100 = level("first", "60.0"), level("whole", "100.0")
RATIO_LEVELS = [
    # [59.95, 60.05) against 100 x 59.95/100.05 to 100 x 60.05/99.95: 60.05 - 100 x 59.95/100.05
    case("a part of a ratio and its level", RATIO_LEVEL, HOLDS, ratio_part("first", "whole", "60.0"), *OF_100,
         slack=F("60.05") - 100 * F("59.95") / F("100.05"), says=("printed 60.0", "100 x 60.0 / 100.0")),
    # at most 100 x 60.05/99.95 = 60.08 against at least 60.95
    case("a part of a ratio one too high", RATIO_LEVEL, HARD, ratio_part("first", "whole", "61.0"), *OF_100,
         slack=100 * F("60.05") / F("99.95") - F("60.95")),
    # exactly 605/1000 = 60.5 in 100, which [59.5, 60.5) leaves out
    case("a part of a ratio that needs halves put down", RATIO_LEVEL, SOFT, ratio_part("first", "whole", "60"),
         count("first", "605"), count("whole", "1000"), slack="0"),
    # 132.0/1.1 = 120 of 330.0/1.1 = 300 in 2022: 40; at least 100 x (131.95/1.1005)/(330.05/1.0995)
    case("a part of a ratio of the year before, through growth", "ratio_level:first@2022:doc:whole", HOLDS,
         ratio_part("first", "whole", "40.0", time="2022", since="2022"), level("first", "132.0"),
         level("whole", "330.0"), growth("first", "10.0"), growth("whole", "10.0"),
         slack=F("40.05") - 100 * (F("131.95") / F("1.1005")) / (F("330.05") / F("1.0995"))),
    # more than 50: 100 x 60.05/99.95 - 50; more than 70: 100 x 60.05/99.95 - 70
    case("a bounded part of a ratio that is kept", RATIO_LEVEL + ":lower", HOLDS, ratio_part("first", "whole", ">50"),
         *OF_100, slack=100 * F("60.05") / F("99.95") - 50),
    case("a bounded part of a ratio that is broken", RATIO_LEVEL + ":lower", HARD, ratio_part("first", "whole", ">70"),
         *OF_100, slack=100 * F("60.05") / F("99.95") - 70),
    # -75.0 of -50.0 is 150 in 100: the quotient of two deficits is positive; 150.05 - 100 x 74.95/50.05
    case("a part of a ratio within a deficit", "ratio_level:balance_A@2023:doc:balance", HOLDS,
         ratio_part("balance_A", "balance", "150.0"), level("balance_A", "-75.0"), level("balance", "-50.0"),
         series=CELLS, slack=F("150.05") - 100 * F("74.95") / F("50.05")),
    # a whole that may be nothing: any ratio is possible
    case("a part of a ratio of a balance around zero", "ratio_level:balance_A@2023:doc:balance", UNDETERMINED,
         ratio_part("balance_A", "balance", "150.0"), level("balance_A", "-75.0"), level("balance", "0.0"),
         series=CELLS),
    case("a part of a ratio without its level", RATIO_LEVEL, UNDETERMINED, ratio_part("first", "whole", "60.0"),
         OF_100[1], says=("first 2023 is not printed",)),
    case("a part of a ratio without the whole", RATIO_LEVEL, UNDETERMINED, ratio_part("first", "whole", "60.0"),
         OF_100[0], says=("whole 2023 is not printed",)),
    case("an approximate part of a ratio", RATIO_LEVEL + ":approx", UNDETERMINED, ratio_part("first", "whole", "~90"),
         *OF_100),
]

BRACKET = f"growth_bracket:{WHOLE}:split"
SLOWEST, FASTEST = f"{BRACKET}:slowest:2022", f"{BRACKET}:fastest:2022"


def grown(whole: str, first: str, second: str) -> tuple[Observation, ...]:
    """Growth of a whole and of its two parts, and a level of the year, without which no partition is tried on it."""
    return growth("whole", whole), growth("first", first), growth("second", second), level("whole", "1.0")


BRACKETS = [
    # [4.95, 5.05) between 3 and 8: 5.05 - 2.95 = 2.1 from below, 8.05 - 4.95 = 3.1 from above
    case("a whole that grows faster than its slowest part", SLOWEST, HOLDS, *grown("5.0", "3.0", "8.0"), known=ALL,
         slack="2.1", says=("printed 5.0", "should be at least 3.0 = 3.0% of its slowest part")),
    case("a whole that grows slower than its fastest part", FASTEST, HOLDS, *grown("5.0", "3.0", "8.0"), known=ALL,
         slack="3.1", says=("should be at most 8.0 = 8.0% of its fastest part",)),
    # 2.05 - 2.95 = -0.9; 8.05 - 8.95 = -0.9
    case("a whole that grows slower than all of its parts", SLOWEST, HARD, *grown("2.0", "3.0", "8.0"), known=ALL,
         slack="-0.9"),
    case("a whole that grows faster than all of its parts", FASTEST, HARD, *grown("9.0", "3.0", "8.0"), known=ALL,
         slack="-0.9"),
    # below 2.5 against at least 2.5; at least 10.5 against below 10.5
    case("a whole as slow as its slowest part if halves are put down", SLOWEST, SOFT, *grown("2", "3", "8"), known=ALL,
         slack="0"),
    case("a whole as fast as its fastest part if halves are put down", FASTEST, SOFT, *grown("11", "3", "10"),
         known=ALL, slack="0"),
    # (-5.05, -4.95] between -8 and -3: -4.95 + 8.05 = 3.1; -2.95 + 5.05 = 2.1
    case("a whole that falls, above its slowest part", SLOWEST, HOLDS, *grown("-5.0", "-8.0", "-3.0"), known=ALL,
         slack="3.1"),
    case("a whole that falls, below its fastest part", FASTEST, HOLDS, *grown("-5.0", "-8.0", "-3.0"), known=ALL,
         slack="2.1"),
    # the sign is lost: -2.95 - 4.95 = -7.9
    case("a whole that falls, without its sign", FASTEST, HARD, *grown("5.0", "-8.0", "-3.0"), known=ALL, slack="-7.9"),
    # all the same: 5.05 - 4.95 = 0.1
    case("a whole that grows like all of its parts", SLOWEST, HOLDS, *grown("5.0", "5.0", "5.0"), known=ALL,
         slack="0.1"),
    # 3 may be 2.5, so it is the slowest although 2.8 is printed lower: 2.65 - 2.5 = 0.15
    case("a part whose growth is printed coarsely", SLOWEST, HOLDS, *grown("2.6", "3", "2.8"), known=ALL,
         slack="0.15"),
    # since 2019: 5.05 - 2.95
    case("growth since another year", SLOWEST.replace("2022", "2019"), HOLDS, level("whole", "1.0"),
         *(growth(s, text, since="2019") for s, text in zip(ITEMS, ("5.0", "3.0", "8.0"), strict=True)), known=ALL,
         slack="2.1", says=("growth since 2019",)),
]

RANK_ORDER = f"rank_order:{FIRST}:whole:second"
PLACES = rank("first", "whole", "1"), rank("second", "whole", "2")
RANKS = [
    # [59.95, 60.05) against [39.95, 40.05): 60.05 - 39.95 = 20.1
    case("places in order of size", RANK_ORDER, HOLDS, *PLACES, level("first", "60.0"), level("second", "40.0"),
         slack="20.1", says=("first 2023, place 1", "should be at least 40.0 = second 40.0, place 2")),
    # 40.05 - 59.95 = -19.9
    case("places against the order of size", RANK_ORDER, HARD, *PLACES, level("first", "40.0"),
         level("second", "60.0"), slack="-19.9"),
    # [9.5, 10.5) and [10.5, 11.5) touch
    case("places in order if halves are put down", RANK_ORDER, SOFT, *PLACES, level("first", "10"),
         level("second", "11"), slack="0"),
    # 50.05 - 49.95 = 0.1; exactly 5 and 5
    case("places of the same size", RANK_ORDER, HOLDS, *PLACES, level("first", "50.0"), level("second", "50.0"),
         slack="0.1"),
    case("places of the same count", RANK_ORDER, HOLDS, *PLACES, count("first", "5"), count("second", "5"), slack="0"),
    # 4 - 5 = -1
    case("places against the order of counts", RANK_ORDER, HARD, *PLACES, count("first", "4"), count("second", "5"),
         slack="-1"),
    # a place that nobody printed lies between: 60.05 - 39.95
    case("places that do not follow each other", RANK_ORDER, HOLDS, rank("first", "whole", "2"),
         rank("second", "whole", "7"), level("first", "60.0"), level("second", "40.0"), slack="20.1",
         says=("place 2", "place 7")),
    # more than 60 against 70 says nothing; 50.05 - 60 = -9.95; 60 - 69.95 = -9.95
    case("a higher place with a lower bound", RANK_ORDER, UNDETERMINED, *PLACES, level("first", ">60.0"),
         level("second", "70.0")),
    case("a lower place with a lower bound that is too high", RANK_ORDER, HARD, *PLACES, level("first", "50.0"),
         level("second", ">60.0"), slack="-9.95"),
    case("a higher place with an upper bound that is too low", RANK_ORDER, HARD, *PLACES, level("first", "<60.0"),
         level("second", "70.0"), slack="-9.95"),
    case("a place with an approximate level", RANK_ORDER, UNDETERMINED, *PLACES, level("first", "~10.0"),
         level("second", "70.0")),
]

FOUR = some_series(a_series("whole"), *(a_series(name, item=name) for name in "ABC"))
IDENTITY = f"identity:{WHOLE}:equation"


def equation_case(name: str, relation: str, verdict: str, operation: str, mode: str, *terms: Observation,
                  **more: object) -> Case:
    return case(name, relation, verdict, *terms, known=reference(equation(operation, mode, *terms)), **more)


IDENTITIES = [
    # [99.95, 100.05) against [59.95 + 39.95, 60.05 + 40.05): 100.05 - 99.9 = 0.15
    equation_case("a sum", IDENTITY, HOLDS, "sum", "equal", level("whole", "100.0"), level("first", "60.0"),
                  level("second", "40.0"), slack="0.15", says=("printed 100.0", "first 60.0 + second 40.0")),
    # [100.45, 100.55) against at most 100.1
    equation_case("a sum half a unit too high", IDENTITY, HARD, "sum", "equal", level("whole", "100.5"),
                  level("first", "60.0"), level("second", "40.0"), slack="-0.35"),
    # [100.5, 101.5) against [60.15 + 40.15, 60.25 + 40.25) = [100.3, 100.5)
    equation_case("a sum that needs halves put down", IDENTITY, SOFT, "sum", "equal", level("whole", "101"),
                  level("first", "60.2"), level("second", "40.2"), slack="0"),
    # from left to right 100 - 60 - 10 = 30, between 99.95 - 60.05 - 10.05 = 29.85 and 30.15: 30.05 - 29.85 = 0.2
    equation_case("a difference of three", "identity:whole@2023:doc:equation", HOLDS, "difference", "equal",
                  level("whole", "30.0"), level("A", "100.0"), level("B", "60.0"), level("C", "10.0"), series=FOUR,
                  slack="0.2", says=("A 100.0 - B 60.0 - C 10.0",)),
    # the other way round, 100 - (60 - 10) = 50: 30.15 - 49.95 = -19.8
    equation_case("a difference of three, taken from right to left", "identity:whole@2023:doc:equation", HARD,
                  "difference", "equal", level("whole", "50.0"), level("A", "100.0"), level("B", "60.0"),
                  level("C", "10.0"), series=FOUR, slack="-19.8"),
    # exports less imports: (-100.05, -99.95] against (-100.1, -99.9): 0.15
    equation_case("a difference below zero", "identity:balance@2023:doc:equation", HOLDS, "difference", "equal",
                  level("balance", "-100.0"), level("exports", "100.0"), level("imports", "200.0"), series=FLOWS,
                  slack="0.15"),
    # exactly 20 x 30 = 600; 601 is one beyond
    equation_case("a product of counts", IDENTITY, HOLDS, "product", "equal", count("whole", "600"),
                  count("first", "20"), count("second", "30"), slack="0"),
    equation_case("a product of counts one too high", IDENTITY, HARD, "product", "equal", count("whole", "601"),
                  count("first", "20"), count("second", "30"), slack="-1"),
    # 60/4 = 15: 15.05 - 59.95/4
    equation_case("a quotient", IDENTITY, HOLDS, "quotient", "equal", level("whole", "15.0"), level("first", "60.0"),
                  count("second", "4"), slack=F("15.05") - F("59.95") / 4, says=("first 60.0 / second 4",)),
    # from left to right 100/5/4 = 5 exactly; the other way round 100/(5/4) = 80
    equation_case("a quotient of three", "identity:whole@2023:doc:equation", HOLDS, "quotient", "equal",
                  count("whole", "5"), count("A", "100"), count("B", "5"), count("C", "4"), series=FOUR, slack="0"),
    equation_case("a quotient of three, taken from right to left", "identity:whole@2023:doc:equation", HARD,
                  "quotient", "equal", count("whole", "80"), count("A", "100"), count("B", "5"), count("C", "4"),
                  series=FOUR, slack="-75"),
    # two names of one number: [99.95, 100.05) twice, 0.1; [100.95, 101.05) against at most 100.05: -0.9
    equation_case("one operand", IDENTITY, HOLDS, "sum", "equal", level("whole", "100.0"), level("first", "100.0"),
                  slack="0.1"),
    equation_case("one operand that differs", IDENTITY, HARD, "sum", "equal", level("whole", "101.0"),
                  level("first", "100.0"), slack="-0.9"),
    # at most 100 - 60 = 40: 100.05 - 59.95 - 29.95 = 10.15; - 49.95 = -9.85
    equation_case("at most a difference", "identity:first@2023:doc:equation", HOLDS, "difference", "at_most",
                  level("first", "30.0"), level("whole", "100.0"), level("second", "60.0"), slack="10.15",
                  says=("should be at most 40",)),
    equation_case("more than a difference allows", "identity:first@2023:doc:equation", HARD, "difference", "at_most",
                  level("first", "50.0"), level("whole", "100.0"), level("second", "60.0"), slack="-9.85"),
    # at least 60 + 30: 100.05 - 89.9; at least 60 + 50: 100.05 - 109.9
    equation_case("at least a sum", IDENTITY, HOLDS, "sum", "at_least", level("whole", "100.0"),
                  level("first", "60.0"), level("second", "30.0"), slack="10.15", says=("should be at least 90",)),
    equation_case("less than a sum allows", IDENTITY, HARD, "sum", "at_least", level("whole", "100.0"),
                  level("first", "60.0"), level("second", "50.0"), slack="-9.85"),
    # [99.5, 100.5) against at least 100.5
    equation_case("at least another number if halves are put down", IDENTITY, SOFT, "sum", "at_least",
                  level("whole", "100"), level("first", "101"), slack="0"),
    # more than 60 and at least 49.95: 100.05 - 109.95
    equation_case("a sum with a bound that leaves too little", IDENTITY, HARD, "sum", "equal", level("whole", "100.0"),
                  level("first", ">60.0"), level("second", "50.0"), slack="-9.9"),
    equation_case("a sum with an approximate operand", IDENTITY, UNDETERMINED, "sum", "equal",
                  level("whole", "100.0"), level("first", "~10.0"), level("second", "40.0")),
    equation_case("a quotient by what may be nothing", IDENTITY, UNDETERMINED, "quotient", "equal",
                  level("whole", "100.0"), level("first", "60.0"), level("second", "0.0")),
]

COUNTED = count("whole", "2"), threshold("whole", "10")
COUNT = f"claim:words:{COUNTED[0].observation_id}:{COUNTED[1].observation_id}"


def count_case(name: str, verdict: str, number: str, slack: str | None, first: str, second: str) -> Case:
    """So many things are above 1 billion dollars, the two parts of ``whole`` among them or not."""
    figures = count("whole", number), COUNTED[1], level("first", first), level("second", second)
    relation = COUNT.replace(":level:doc:", ":level:lower:doc:") if number.startswith(">") else COUNT
    return case(name, relation, verdict, *figures, slack=slack, known=reference(counted("count_above", *figures)),
                says=("It is said",))


COUNTS = [
    # 12 and 15 are above 10: 2 - 2 = 0, 3 - 2 = 1, 1 - 2 = -1
    count_case("as many as are printed above a limit", HOLDS, "2", "0", "12.0", "15.0"),
    count_case("more than are printed above a limit", HOLDS, "3", "1", "12.0", "15.0"),
    count_case("fewer than are printed above a limit", HARD, "1", "-1", "12.0", "15.0"),
    # 9 is below, 10.0 is in [9.95, 10.05) and may be below, about 50 may be anything: only 12 is surely above, 1 - 1
    count_case("a level below the limit", HOLDS, "1", "0", "12.0", "9.0"),
    count_case("a level at the limit", HOLDS, "1", "0", "12.0", "10.0"),
    count_case("an approximate level above the limit", HOLDS, "1", "0", "12.0", "~50"),
    # 0 - 1 = -1
    count_case("none, although one is printed", HARD, "0", "-1", "12.0", "9.0"),
    count_case("a bounded number of things", UNDETERMINED, ">1", None, "12.0", "15.0"),
]
# fmt: on

CASES = [
    *DUPLICATES, *FLOW_TOTALS, *FLOW_BALANCES, *PART_WHOLES, *RESIDUALS, *SHARE_LEVELS, *SHARE_LIMITS, *SHARE_SUMS,
    *IMPLIED_LEVELS,
    *GROWTH_LEVELS, *GROWTH_GAPS, *IMPLIED_GROWTHS, *COMPOUNDS, *CHANGES, *SHARE_CHANGES, *FASTERS, *CLAIMS,
    *MULTIPLES, *SHARES_OF_GROWTH, *CONTRIBUTIONS, *RATIO_SUMS, *INTENSITIES, *RATIO_LEVELS, *BRACKETS, *RANKS,
    *IDENTITIES, *COUNTS,
]  # fmt: skip
each_case = pytest.mark.parametrize("made_up", CASES, ids=[f"{c.family}: {c.name}" for c in CASES])

NEVER_UNDETERMINED = {
    *("flow_total", "flow_balance", "part_whole", "residual", "implied_level", "implied_growth", "ratio_sum"),
    "growth_bracket",
}
"""Families that leave out what they cannot compare instead of naming it."""

NEVER_SOFT = {"claim", "share_of_growth", "contribution_to_growth", "intensity", "share_limit"}
"""A comparison of two figures by size has no clerk who rounds; see the test of touching claims."""


@each_case
def test_a_made_up_case_is_decided_as_worked_out_by_hand(made_up: Case) -> None:
    found = verdicts_of(made_up.family, made_up.figures, made_up.series, made_up.known)
    assert made_up.relation in found, lines(["found only:", *found])
    v = found[made_up.relation]
    assert v.verdict == made_up.verdict, v.sentence
    if made_up.slack is not None:
        assert v.slack == F(made_up.slack), v.sentence
    for words in made_up.says:
        assert words in v.sentence
    assert v.relation.family == made_up.family
    assert v.relation.severity == "hard"
    assert set(v.relation.observations) <= {o.observation_id for o in made_up.figures}


@each_case
def test_the_sentence_of_a_case_names_what_is_stated_and_how_it_ends(made_up: Case) -> None:
    v = verdicts_of(made_up.family, made_up.figures, made_up.series, made_up.known)[made_up.relation]
    by_id = {o.observation_id: o for o in made_up.figures}
    stated = [by_id[o].printed for o in v.relation.stated.observations]
    missing = [text for text in stated if text.removesuffix(".0") not in v.sentence]
    # the sentence of a residual names the rests, not the figures they are left from
    assert stated and (made_up.family == "residual" or not missing), f"{missing} missing in: {v.sentence}"
    ending = {HOLDS: ": holds", SOFT: "rounded", HARD: "beyond what rounding explains", UNDETERMINED: "not comparable"}
    assert ending[v.verdict] in v.sentence


@each_case
def test_ids_hold_no_value(made_up: Case) -> None:
    before = set(verdicts_of(made_up.family, made_up.figures, made_up.series, made_up.known))
    assert before
    for shift in (F("0.1"), F(1)):
        moved = tuple(replace(o, value=o.value + shift) for o in made_up.figures)
        assert set(verdicts_of(made_up.family, moved, made_up.series, made_up.known)) == before


def test_ids_do_not_depend_on_the_order_of_the_figures() -> None:
    for made_up in CASES:
        forth = verdicts_of(made_up.family, made_up.figures, made_up.series, made_up.known)
        back = verdicts_of(made_up.family, made_up.figures[::-1], made_up.series, made_up.known)
        assert {k: v.sentence for k, v in forth.items()} == {k: v.sentence for k, v in back.items()}


def test_every_family_has_a_case_that_holds_one_that_fails_and_where_it_can_a_soft_and_an_open_one() -> None:
    verdicts = defaultdict(Counter)
    for made_up in CASES:
        verdicts[made_up.family][made_up.verdict] += 1
    assert set(verdicts) == set(FAMILIES)
    lacking = []
    for family, counter in verdicts.items():
        wanted = {HOLDS, HARD}
        wanted |= set() if family in NEVER_SOFT else {SOFT}
        wanted |= set() if family in NEVER_UNDETERMINED else {UNDETERMINED}
        lacking += [f"{family} {verdict}" for verdict in wanted - set(counter)]
    assert not lacking, lines(lacking)


# --- what is left out instead of compared ------------------------------------------------------------------------


@pytest.mark.parametrize("family", sorted(NEVER_UNDETERMINED))
def test_a_missing_operand_gives_no_relation_where_nothing_is_stated(family: str) -> None:
    made_up = next(c for c in CASES if c.family == family and c.verdict == HOLDS)
    found = verdicts_of(family, made_up.figures, made_up.series, made_up.known)
    operands = {o for v in found.values() for o in v.relation.observations}
    assert operands
    for o in made_up.figures:
        if o.observation_id not in operands:
            continue
        rest = [x for x in made_up.figures if x is not o]
        left = verdicts_of(family, rest, made_up.series, made_up.known)
        # a partition with a part missing stays as a bound; everything else goes
        assert family == "part_whole" or not left, lines(v.sentence for v in left.values())


def test_a_partition_of_balances_with_a_part_missing_gives_no_bound() -> None:
    balances = level("balance", "-50.0"), level("balance_A", "-80.0")
    assert not verdicts_of("part_whole", balances, CELLS, ALL)
    # with both parts it is an equation again: -80 + 30 = -50
    (full,) = verdicts_of("part_whole", (*balances, level("balance_B", "30.0")), CELLS, ALL).values()
    assert (full.verdict, full.slack) == (HOLDS, F("0.15"))
    # balances may be negative, so parts that leave something out bound nothing
    assert not verdicts_of("part_whole", (*balances, level("balance_B", "30.0")), CELLS, SOME)


def test_the_two_ends_of_a_range_are_no_duplicates() -> None:
    ends = [growth("whole", ">1", range_id="r"), growth("whole", "<7", range_id="r")]
    assert not verdicts_of("duplicate", ends, ITEMS)
    assert len(verdicts_of("duplicate", [replace(o, range_id="") for o in ends], ITEMS)) == 1


def test_a_share_of_an_unprinted_whole_is_left_to_the_implied_levels() -> None:
    figures = [share("first", "whole", "40.0"), level("first", "40.0")]
    assert not verdicts_of("share_level", figures, ITEMS)


UNNAMED = {"since": "_U"}


def test_two_unnamed_periods_are_never_compared() -> None:
    """Found here: levels led back to '_U' by growth since different unnamed years were added up."""
    rates = [
        growth("total", "5.0", **UNNAMED),
        growth("exports", "50.0", **UNNAMED),
        growth("imports", "70.0", **UNNAMED),
    ]
    figures = [level("total", "300.0"), level("exports", "100.0"), level("imports", "200.0"), *rates]
    decided = [v for v in confronted(figures, FLOWS).verdicts if v.verdict != UNDETERMINED]
    assert [v.relation_id for v in decided] == [FLOW_TOTAL]


def test_growth_between_two_unnamed_periods_is_not_compared_with_a_level() -> None:
    # one level at an unnamed time; growth since another unnamed time: no ratio of the level to itself
    figures = [level("whole", "100.0", "_U"), growth("whole", "5.0", "_U", **UNNAMED)]
    (v,) = verdicts_of("growth_level", figures, ITEMS).values()
    assert v.verdict == UNDETERMINED, v.sentence


# --- approximate figures -----------------------------------------------------------------------------------------


@each_case
def test_approximate_figures_constrain_nothing(made_up: Case) -> None:
    blurred = tuple(replace(o, qualifier="approx", bound_kind="none") for o in made_up.figures)
    decided = [
        v.sentence
        for v in verdicts_of(made_up.family, blurred, made_up.series, made_up.known).values()
        if v.verdict != UNDETERMINED
    ]
    assert not decided, lines(decided)


@pytest.mark.parametrize("made_up", [c for c in CASES if c.verdict == HOLDS], ids=lambda c: f"{c.family}: {c.name}")
def test_a_wildly_wrong_approximate_figure_is_no_violation(made_up: Case) -> None:
    for o in made_up.figures:
        wild = replace(o, value=o.value * 50 + 7, qualifier="approx", bound_kind="none")
        figures = [wild if x is o else x for x in made_up.figures]
        found = verdicts_of(made_up.family, figures, made_up.series, made_up.known)
        broken = [v.sentence for v in found.values() if v.violated]
        assert not broken, lines(broken)


# --- severity ----------------------------------------------------------------------------------------------------


CAN_CROSS = {"growth_gap", "share_level", "change_in_share", "implied_level", "implied_growth", "claim", "identity"}
"""Families that look for their operands by series, not by siblings of one agency."""

CROSSING = [
    c
    for c in CASES
    if c.family in CAN_CROSS and c.verdict != UNDETERMINED and len(c.series_used) > 1 and c not in COUNTS
]


@pytest.mark.parametrize("made_up", CROSSING, ids=lambda c: f"{c.family}: {c.name}")
def test_a_relation_between_two_agencies_is_information_only(made_up: Case) -> None:
    before = verdicts_of(made_up.family, made_up.figures, made_up.series, made_up.known)[made_up.relation]
    moved = made_up.series[min(made_up.series_used)]
    series = {**made_up.series, moved.series_id: replace(moved, source_agency="bank")}
    after = verdicts_of(made_up.family, made_up.figures, series, made_up.known)[made_up.relation]
    assert (before.relation.severity, after.relation.severity) == ("hard", "info")
    assert (after.verdict, after.slack) == (before.verdict, before.slack)


def test_every_family_that_can_cross_agencies_is_tried() -> None:
    assert {c.family for c in CROSSING} == CAN_CROSS


def test_flows_of_two_agencies_are_not_added_up() -> None:
    series = some_series(
        a_series("total", flow="total"), a_series("exports"), a_series("imports", flow="imports", source_agency="bank")
    )
    figures = [level("total", "300.0"), level("exports", "100.0"), level("imports", "200.0")]
    assert verdicts_of("flow_total", figures, FLOWS)
    assert not verdicts_of("flow_total", figures, series)


# --- what counts as a check --------------------------------------------------------------------------------------


def test_a_bound_that_no_single_digit_can_break_is_no_check() -> None:
    # 9.0 + 8.0 + 7.0 + 6.0 = 30 %: one digit adds at most 9.9 - 6.0, and 100 stays far away
    items = some_series(a_series("whole"), *(a_series(f"part_{i}", item=i) for i in "ABCD"))
    shares = [share(f"part_{i}", "whole", text) for i, text in zip("ABCD", ("9.0", "8.0", "7.0", "6.0"), strict=True)]
    (v,) = verdicts_of("share_sum", shares, items, reference(parts_of("no", *"ABCD"))).values()
    assert v.verdict == HOLDS
    assert not breakable(v.relation) and not v.compared


def test_a_bound_that_one_digit_can_break_is_a_check() -> None:
    # 12.0 + 18.0 = 30 %: 92.0 + 18.0 = 110 % passes the whole
    (v,) = verdicts_of(
        "share_sum", [share("first", "whole", "12.0"), share("second", "whole", "18.0")], ITEMS, SOME
    ).values()
    assert breakable(v.relation) and v.compared


def test_a_violated_relation_stays_counted_as_compared() -> None:
    made_up = next(c for c in CASES if c.name == "shares above 100")
    result = confronted(made_up.figures, made_up.series, made_up.known)
    assert result.counts()["share_sum"] == {"compared": 1, "trivial": 0, "not_compared": 0, "violated": 1}


def test_equations_between_exact_figures_are_checks() -> None:
    bounds = ("claim", "part_whole", "share_limit", "share_sum", "duplicate")
    equations = [
        c
        for c in CASES
        if c.verdict == HOLDS and c.family not in bounds and all(o.qualifier == "exact" for o in c.figures)
    ]
    assert len(equations) > 15
    loose = [c.name for c in equations if not verdicts_of(c.family, c.figures, c.series, c.known)[c.relation].compared]
    assert not loose, lines(loose)


def test_confronting_leaves_out_open_relations_of_figures_that_others_compare() -> None:
    # growth_level cannot be decided, but the growth leads the flows back to 2022, where they are compared
    made_up = next(c for c in CASES if c.name == "a total of the year before, through growth")
    families = {v.relation.family for v in confronted(made_up.figures, made_up.series).verdicts}
    assert families == {"flow_total"}
    alone = confronted([growth("total", "10.0")], FLOWS).verdicts
    assert [v.verdict for v in alone] == [UNDETERMINED]


def test_documents_are_confronted_apart() -> None:
    other = level("imports", "900.0", document="other")
    figures = [level("total", "300.0"), level("exports", "100.0"), level("imports", "200.0"), other]
    assert [v.relation_id for v in confronted(figures, FLOWS).verdicts] == [FLOW_TOTAL]
    assert not confronted([figures[0], figures[1], other], FLOWS).verdicts


def test_a_partition_of_another_document_does_not_apply() -> None:
    figures = [level("whole", "100.0"), level("first", "60.0"), level("second", "50.0")]
    assert verdicts_of("part_whole", figures, ITEMS, SOME)
    assert not verdicts_of("part_whole", figures, ITEMS, reference(parts_of("no", document="other")))


# --- where partitions apply ---------------------------------------------------------------------------------------


def test_shares_of_parts_that_overlap_are_not_added_up() -> None:
    shares = share("first", "whole", "80.0"), share("second", "whole", "70.0")
    assert verdicts_of("share_sum", shares, ITEMS, SOME)
    assert not verdicts_of("share_sum", shares, ITEMS, OVERLAP)
    # each alone still lies between nothing and the whole
    assert {v.verdict for v in verdicts_of("share_limit", shares, ITEMS, OVERLAP).values()} == {HOLDS}


def test_each_printed_part_that_overlaps_is_compared_although_others_are_not_printed() -> None:
    figures = level("whole", "100.0"), level("second", "110.0")
    (v,) = verdicts_of("part_whole", figures, ITEMS, OVERLAP).values()
    assert (v.relation_id, v.verdict, v.slack) == (f"{PART_WHOLE}:within:second", HARD, F("-9.9"))


def test_a_declared_scope_fixes_its_dimensions_and_that_of_the_whole() -> None:
    scope = along("split", "item", "_T", ("A", "B"), "yes", flow="exports", population="LARGE").scope
    assert scope == {"flow": "exports", "population": "LARGE", "item": "_T"}
    # the code of the whole goes before the field of the same name
    assert along("kinds", "indicator", "all_trade", ("goods_trade",), "yes", indicator="goods_trade").scope == {
        "indicator": "all_trade"
    }
    assert OF_PARTNERS.scope == {"counterpart_area": "_T"}
    assert OF_SIZES.scope == {"population": "_Z"}


FAR_OFF = [
    level(f"{flow}{part}", text)
    for flow in ("exports", "imports")
    for part, text in (("", "10.0"), ("_A", "90.0"), ("_B", "90.0"))
]
WITH_PARTNERS = {code: a_series(code, counterpart_area=code) for code in ("NORTH", "SOUTH")}
TO_PARTNERS = level("NORTH", "90.0"), level("SOUTH", "90.0")
OUTSIDE = {"flow": "exports", "item": "_T", "population": "_Z", "indicator": "services_trade", "ref_area": "CHN"}


@pytest.mark.parametrize("field", sorted(OUTSIDE))
def test_a_partition_with_a_scope_applies_to_nothing_outside_it(field: str) -> None:
    def wholes(code: str) -> set[str]:
        dimension = "counterpart_area" if field == "item" else "item"
        parts = ("NORTH", "SOUTH") if field == "item" else ("A", "B")
        known = reference(along("split", dimension, "_T", parts, "yes", **{field: code}))
        series = {**CELLS, **WITH_PARTNERS}
        found = verdicts_of("part_whole", [*FAR_OFF, *TO_PARTNERS], series, known)
        return {v.relation.relation_id.split(":")[1].split("@")[0] for v in found.values()}

    both = {"exports", "imports"} if field != "item" else {"exports"}
    assert wholes("") == both
    assert wholes(OUTSIDE[field]) == both & ({"exports"} if field == "flow" else both)
    assert wholes("ELSEWHERE") == set()


def test_a_ratio_adds_up_unless_a_part_of_the_same_division_is_missing() -> None:
    """The whole is also divided among partners, of which the ratio says nothing."""
    parts = [ratio_part("first", "whole", "60"), ratio_part("second", "whole", "39")]
    series = {**ITEMS, **WITH_PARTNERS}
    partners = along("partners", "counterpart_area", "_T", ("NORTH", "SOUTH"), "yes")
    items = parts_of("yes")
    assert verdicts_of("ratio_sum", parts, series, reference(items, partners)).keys() == {RATIO_SUM}
    with_a_third = {**series, "third": a_series("third", item="C")}
    three = parts_of("yes", "A", "B", "C")
    assert not verdicts_of("ratio_sum", parts, with_a_third, reference(three, partners))


# --- brackets, places, identities and counts: what is left out ---------------------------------------------------


@pytest.mark.parametrize("kind", ["no", "residual", "overlapping", "unknown"])
def test_only_parts_that_make_up_the_whole_bracket_its_growth(kind: str) -> None:
    figures = grown("9.0", "3.0", "8.0")
    assert verdicts_of("growth_bracket", figures, ITEMS, ALL)
    assert not verdicts_of("growth_bracket", figures, ITEMS, reference(parts_of(kind)))


@pytest.mark.parametrize("second", [">8.0", "<8.0", "~8.0"])
def test_a_part_whose_growth_has_no_two_ends_brackets_nothing(second: str) -> None:
    assert not verdicts_of("growth_bracket", grown("9.0", "3.0", second), ITEMS, ALL)


@pytest.mark.parametrize("whole", [">9.0", "~9.0"])
def test_growth_that_is_no_exact_figure_is_not_bracketed(whole: str) -> None:
    assert not verdicts_of("growth_bracket", grown(whole, "3.0", "8.0"), ITEMS, ALL)


def test_growth_of_parts_since_another_year_brackets_nothing() -> None:
    parts = growth("first", "3.0", since="2019"), growth("second", "8.0", since="2019")
    figures = growth("whole", "9.0"), level("whole", "1.0"), *parts
    assert not verdicts_of("growth_bracket", figures, ITEMS, ALL)


@pytest.mark.parametrize(
    ("places", "why"),
    [
        (("1", "1"), "places are shared"),
        (("1", "<2"), "among the first two"),
        (("1", "~2"), "about the second"),
    ],
)
def test_places_without_an_order_are_not_compared(places: tuple[str, str], why: str) -> None:
    ranks = [rank(s, "whole", text) for s, text in zip(("first", "second"), places, strict=True)]
    levels = level("first", "40.0"), level("second", "60.0")
    assert verdicts_of("rank_order", [*PLACES, *levels], ITEMS), why
    assert not verdicts_of("rank_order", [*ranks, *levels], ITEMS), why


@pytest.mark.parametrize("change", [{"of": "second"}, {"time": "2022", "since": "2022"}, {"period_basis": "end"}])
def test_places_of_two_lists_are_not_compared(change: dict[str, str]) -> None:
    first = rank("first", **{"of": "whole", "text": "1", **change})
    levels = [level(s, text, time) for s, text in (("first", "40.0"), ("second", "60.0")) for time in ("2022", "2023")]
    assert not verdicts_of("rank_order", [first, PLACES[1], *levels], ITEMS)


def test_places_are_compared_along_the_whole_list() -> None:
    # 60 >= 50, but 50 >= 70 fails: 50.05 - 69.95 = -19.9
    figures = [rank(s, "whole", n) for s, n in zip("ABC", "123", strict=True)]
    figures += [level(s, text) for s, text in zip("ABC", ("60.0", "50.0", "70.0"), strict=True)]
    found = verdicts_of("rank_order", figures, FOUR)
    decided = {v.relation_id.split("@")[0]: (v.verdict, v.slack) for v in found.values()}
    assert decided == {"rank_order:A": (HOLDS, F("10.1")), "rank_order:B": (HARD, F("-19.9"))}


def test_an_identity_of_another_document_or_without_operands_gives_no_relation() -> None:
    figures = level("whole", "100.0"), level("first", "60.0"), level("second", "50.0")
    declared = equation("sum", "equal", *figures)
    assert verdicts_of("identity", figures, ITEMS, reference(declared))
    assert not verdicts_of("identity", figures, ITEMS, reference(replace(declared, document_id="other")))
    assert not verdicts_of("identity", figures, ITEMS, reference(replace(declared, terms=declared.terms[:1])))


def test_an_identity_whose_figure_is_gone_goes_with_it() -> None:
    figures = level("whole", "100.0"), level("first", "60.0"), level("second", "40.0")
    known = reference(equation("sum", "equal", *figures))
    ids = {o.observation_id for o in figures}
    assert known.restricted(ids).identities == known.identities
    for gone in ids:
        assert known.restricted(ids - {gone}).identities == ()


@pytest.mark.parametrize(
    ("first", "second", "verdict", "slack"),
    [
        # two are printed above 10, so two it must be: 2 - 2
        ("12.0", "15.0", HOLDS, "0"),
        # one, 12 alone: 2 - 1 is missing
        ("12.0", "9.0", HARD, "-1"),
        # 10.0 may be above, so one or two
        ("12.0", "10.0", HOLDS, "0"),
        # an approximate level may be above as well
        ("12.0", "~3", HOLDS, "0"),
        # less than 5 is not above 10
        ("12.0", "<5", HARD, "-1"),
    ],
)
def test_a_count_of_levels_that_are_all_printed_is_their_number(
    first: str, second: str, verdict: str, slack: str
) -> None:
    figures = *COUNTED, level("first", first), level("second", second)
    (v,) = verdicts_of("claim", figures, ITEMS, reference(counted("count_above_all", *figures))).values()
    assert (v.verdict, v.slack) == (verdict, F(slack)), v.sentence


def test_more_things_than_the_printed_levels_contradict_a_count_of_all() -> None:
    # 3 against two levels: 2 - 3
    figures = count("whole", "3"), COUNTED[1], level("first", "12.0"), level("second", "15.0")
    (v,) = verdicts_of("claim", figures, ITEMS, reference(counted("count_above_all", *figures))).values()
    assert (v.verdict, v.slack) == (HARD, F(-1))


def first_year(printed: str, *rows: Observation) -> Claim:
    return Claim("title", DOCUMENT, "first_year", tuple(o.observation_id for o in rows), (), "A table", (), printed)


@pytest.mark.parametrize(
    ("printed", "times", "verdict", "slack"),
    [
        ("2019-2023", ("2019", "2020", "2023"), HOLDS, 0),
        ("2019-2023", ("2023", "2019", "2021"), HOLDS, 0),  # in whatever order the rows stand
        ("2019-2023", ("2020", "2023"), HARD, -1),  # one year is missing
        ("2019-2023", ("2017", "2023"), HARD, -2),  # two years are too many
        ("2019-2023", ("2019-Q3", "2020-Q1"), HOLDS, 0),
        ("2019-2023", ("2020-01", "2019-01-01/P4M"), HOLDS, 0),
        ("2019", ("2019",), HOLDS, 0),
    ],
)
def test_the_first_row_of_a_table_has_the_first_year_of_its_title(
    printed: str, times: tuple[str, ...], verdict: str, slack: int
) -> None:
    rows = [level("whole", "1.0", time) for time in times]
    (v,) = verdicts_of("claim", rows, ITEMS, reference(first_year(printed, *rows))).values()
    assert (v.verdict, v.slack) == (verdict, F(slack)), v.sentence
    assert v.relation_id == f"claim:title:first_year:{min(o.observation_id for o in rows)}"


def test_a_table_without_rows_has_no_first_year() -> None:
    assert not verdicts_of("claim", [level("whole", "1.0")], ITEMS, reference(first_year("2019")))


# --- faults that are open: each test says what is right -----------------------------------------------------------


def test_growth_is_bracketed_where_no_level_of_the_year_is_printed() -> None:
    found = verdicts_of("growth_bracket", grown("9.0", "3.0", "8.0")[:3], ITEMS, ALL)
    assert [v.verdict for v in found.values() if v.relation_id == FASTEST] == [HARD]


def test_growth_of_a_balance_is_not_bracketed() -> None:
    # -80 to -88 is 10 %, 30 to 28 is -6.7 %; together -50 to -60 is 20 %, and every figure is right
    figures = growth("balance", "20.0"), growth("balance_A", "10.0"), growth("balance_B", "-6.7")
    found = verdicts_of("growth_bracket", [*figures, level("balance", "-60.0")], CELLS, ALL)
    assert not [v.sentence for v in found.values() if v.violated]


def test_brackets_since_two_years_have_four_ids() -> None:
    rates = [growth(s, text, since=y) for s, text in zip(ITEMS, "538", strict=True) for y in ("2022", "2019")]
    assert len(verdicts_of("growth_bracket", [*rates, level("whole", "1.0")], ITEMS, ALL)) == 4


def test_growth_printed_twice_is_bracketed_once() -> None:
    # the second printing is compared with the first as a duplicate
    figures = *grown("5.0", "3.0", "8.0"), growth("whole", "5", variant=2)
    assert len(verdicts_of("growth_bracket", figures, ITEMS, ALL)) == 2


def test_places_among_different_things_are_not_compared() -> None:
    # an item comes first among the items of one country, the country second among countries; neither names its list
    figures = rank("first", "_Z", "1"), rank("whole", "_Z", "2"), level("first", "60.0"), level("whole", "100.0")
    found = verdicts_of("rank_order", figures, ITEMS)
    assert not [v.sentence for v in found.values() if v.violated]


def test_a_shared_place_is_compared_with_the_place_before_it() -> None:
    figures = [rank(s, "whole", n) for s, n in zip("ABC", "122", strict=True)]
    figures += [level(s, text) for s, text in zip("ABC", ("50.0", "40.0", "60.0"), strict=True)]
    assert [v.verdict for v in verdicts_of("rank_order", figures, FOUR).values() if v.violated] == [HARD]


def test_a_place_without_a_level_does_not_part_the_list() -> None:
    figures = [rank(s, "whole", n) for s, n in zip("ABC", "123", strict=True)]
    found = verdicts_of("rank_order", [*figures, level("A", "50.0"), level("C", "60.0")], FOUR)
    assert [v.verdict for v in found.values()] == [HARD]


def test_the_largest_deficit_may_come_first() -> None:
    ranks = rank("balance_A", "balance", "1"), rank("balance_B", "balance", "2")
    found = verdicts_of("rank_order", [*ranks, level("balance_A", "-80.0"), level("balance_B", "-30.0")], CELLS)
    assert not [v.sentence for v in found.values() if v.violated]


def test_a_partition_of_balances_that_overlap_gives_no_bound() -> None:
    # -80 and 30 may well be parts of -50
    balances = level("balance", "-50.0"), level("balance_A", "-80.0"), level("balance_B", "30.0")
    assert not verdicts_of("part_whole", balances, CELLS, OVERLAP)


def test_a_count_of_levels_of_another_agency_is_information_only() -> None:
    made_up = COUNTS[0]
    series = {**made_up.series, "first": replace(made_up.series["first"], source_agency="bank")}
    (v,) = verdicts_of("claim", made_up.figures, series, made_up.known).values()
    assert v.relation.severity == "info"


def test_a_count_above_about_a_limit_contradicts_nothing() -> None:
    about = threshold("whole", "~20")
    figures = COUNTED[0], about, level("first", "12.0"), level("second", "15.0")
    (v,) = verdicts_of("claim", figures, ITEMS, reference(counted("count_above_all", *figures))).values()
    assert v.verdict == UNDETERMINED, v.sentence


@pytest.mark.parametrize(("printed", "time"), [("the years from 2019", "2019"), ("2019-2023", "_U")])
def test_a_title_or_rows_without_a_year_end_in_no_error(printed: str, time: str) -> None:
    row = level("whole", "1.0", time)
    assert not [
        v for v in verdicts_of("claim", [row], ITEMS, reference(first_year(printed, row))).values() if v.violated
    ]


def test_an_identity_with_a_figure_of_another_document_ends_in_no_error() -> None:
    figures = level("whole", "100.0"), level("first", "100.0", document="other")
    assert not verdicts_of("identity", figures, ITEMS, reference(equation("sum", "equal", *figures)))


# --- once wrong or unseen, each shown by one case ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("mine", "its"), [(count("first", "5"), count("second", "5")), (A79, B8)], ids=["equal counts", "touching halves"]
)
def test_equal_numbers_contradict_a_claim_that_one_is_more(mine: Observation, its: Observation) -> None:
    (v,) = verdicts_of("claim", [mine, its], ITEMS, reference(said("above_all", mine, its))).values()
    assert v.slack == 0
    assert v.verdict == HARD, v.sentence


def test_a_bound_that_needs_halves_put_down_is_soft() -> None:
    figures = [level("whole", "100"), level("first", "60.2"), level("second", "40.4")]
    (v,) = verdicts_of("part_whole", figures, ITEMS, SOME).values()
    assert v.slack == 0
    assert v.verdict == SOFT, v.sentence


def test_a_change_that_no_rounded_shares_give_is_a_contradiction() -> None:
    shares = share("first", "whole", "40.0"), share("first", "whole", "37.0", "2022")
    (v,) = verdicts_of("change_in_share", [*shares, share_change("first", "whole", "3.2")], ITEMS).values()
    assert v.verdict == HARD, v.sentence


def test_a_change_of_growth_is_measured_against_growth_over_the_same_time() -> None:
    rates = growth("whole", "10.0"), growth("whole", "8.0", "2022"), growth("whole", "30.0", "2022", since="2019")
    (v,) = verdicts_of("change_in_growth_rate", [*rates, faster("whole", "2.0")], ITEMS).values()
    assert v.verdict == HOLDS, v.sentence


@pytest.mark.parametrize("family", ["growth_gap", "implied_growth"])
def test_leads_since_two_years_have_two_ids(family: str) -> None:
    figures = []
    for base, whole in (("2022", "8.0"), ("2019", "20.0")):
        figures += [growth("first", "10.0", since=base), lead("first", "whole", "2.0", since=base)]
        figures += [growth("second", "7.0", since=base), lead("second", "whole", "-1.0", since=base)]
        figures += [growth("whole", whole, since=base)] if family == "growth_gap" else []
    assert len(verdicts_of(family, figures, ITEMS)) == 4


def test_growth_since_its_own_year_ends_in_a_message_not_in_recursion() -> None:
    figures = [growth("total", "5.0", since="2023"), level("exports", "1.0"), level("imports", "2.0")]
    assert not verdicts_of("flow_total", figures, FLOWS)


@pytest.mark.parametrize("family", ["flow_total", "part_whole"])
def test_a_lower_bound_that_the_parts_cannot_reach_is_a_contradiction(family: str) -> None:
    names, series = {"flow_total": (("total", "exports", "imports"), FLOWS), "part_whole": (tuple(ITEMS), ITEMS)}[
        family
    ]
    figures = [level(name, text) for name, text in zip(names, (">300.0", "100.0", "150.0"), strict=True)]
    found = verdicts_of(family, figures, series, ALL)
    assert [v.verdict for v in found.values()] == [HARD]


@pytest.mark.parametrize("text", ["-25.5", "255.0"])
def test_a_share_outside_0_to_100_is_a_contradiction(text: str) -> None:
    figures = [share("first", "whole", text), level("first", "40.0")]
    assert any(v.violated for v in confronted(figures, ITEMS, SOME).verdicts)


def test_the_document_of_the_made_up_figures_is_one_and_the_same() -> None:
    assert {o.document_id for c in CASES for o in c.figures} == {DOCUMENT}
    assert figure("whole", "1").document_id == DOCUMENT
