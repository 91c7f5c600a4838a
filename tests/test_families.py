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
from checks.observation import Observation, Series
from checks.reference import Reference
from checks.relation import HARD, HOLDS, SOFT, UNDETERMINED, breakable

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
    faster,
    figure,
    growth,
    lead,
    level,
    lines,
    multiple,
    parts_of,
    ratio_part,
    reference,
    said,
    share,
    share_change,
    some_series,
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
ALL, SOME, REST = (reference(parts_of(kind)) for kind in ("yes", "no", "residual"))
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

CASES = [
    *DUPLICATES, *FLOW_TOTALS, *FLOW_BALANCES, *PART_WHOLES, *RESIDUALS, *SHARE_LEVELS, *SHARE_LIMITS, *SHARE_SUMS,
    *IMPLIED_LEVELS,
    *GROWTH_LEVELS, *GROWTH_GAPS, *IMPLIED_GROWTHS, *COMPOUNDS, *CHANGES, *SHARE_CHANGES, *FASTERS, *CLAIMS,
    *MULTIPLES, *SHARES_OF_GROWTH, *CONTRIBUTIONS, *RATIO_SUMS, *INTENSITIES,
]  # fmt: skip
each_case = pytest.mark.parametrize("made_up", CASES, ids=[f"{c.family}: {c.name}" for c in CASES])

NEVER_UNDETERMINED = {
    *("flow_total", "flow_balance", "part_whole", "residual", "implied_level", "implied_growth", "ratio_sum"),
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
    assert verdicts_of(family, made_up.figures, made_up.series, made_up.known)
    for o in made_up.figures:
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


CAN_CROSS = {"growth_gap", "share_level", "change_in_share", "implied_level", "implied_growth", "claim"}
"""Families that look for their operands by series, not by siblings of one agency."""

CROSSING = [c for c in CASES if c.family in CAN_CROSS and c.verdict != UNDETERMINED and len(c.series_used) > 1]


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
