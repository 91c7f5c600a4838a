"""The validation report: one HTML file, everything escaped, nothing loaded from outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from checks.verdicts.confrontation import Confrontation

from .result import StageResult

STYLE = """
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #c62828; --idle: #777; }
body { font: 16px/1.5 system-ui, "Noto Sans CJK SC", sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; width: 100%; margin: 1rem 0; }
th, td { text-align: left; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.passed, .holds { color: var(--good); } .failed, .violated_hard { color: var(--bad); font-weight: 600; }
.violated_soft { color: #b26a00; } .undetermined { color: var(--idle); }
code { font-size: .85em; overflow-wrap: anywhere; } details { margin: 1rem 0; } summary { cursor: pointer; }
"""


def report_html(
    results: list[StageResult], confrontation: Confrontation, discrepancies: list[dict[str, str]], version: str
) -> bytes:
    """The whole report as UTF-8 HTML."""
    failed = [r for r in results if r.status == "failed"]
    headline = f"{len(failed)} of {len(results)} stages failed" if failed else "Everything that was run holds"
    body = [
        f"<h1>china-services-trade {escape(version)}: validation</h1>",
        f'<p class="{"failed" if failed else "passed"}">{escape(headline)}.</p>',
        "<h2>What was checked</h2>",
        _table(
            ("Stage", "Status", "Examined", "Seconds", "Notes"),
            [
                (
                    escape(r.title),
                    f'<span class="{r.status.split()[0]}">{r.status}</span>',
                    f"{r.examined:,} {escape(r.unit)}" if not r.skipped else "",
                    f"{r.seconds:.1f}",
                    escape("; ".join(filter(None, [*r.notes, r.skipped]))),
                )
                for r in results
            ],
        ),
        *_problems(failed),
        *_warnings(results),
        "<h2>Known discrepancies</h2>",
        "<p>The documents do not agree with themselves here. Nothing was corrected.</p>",
        _table(
            ("Standing", "Explanation", "Arithmetic"),
            [(escape(d["standing"]), escape(d["explanation"]), escape(d["arithmetic"])) for d in discrepancies],
        ),
        "<h2>Relations by family</h2>",
        "<p>Compared: decided, and some single changed digit would break it. Trivial: decided, but no single digit "
        "could break it. Not compared: an operand is not printed or only approximate.</p>",
        _table(
            ("Family", "Compared", "Trivial", "Not compared", "Violated"),
            [
                (escape(family), *(str(c[k]) for k in ("compared", "trivial", "not_compared", "violated")))
                for family, c in confrontation.counts().items()
            ],
        ),
        "<h2>Every relation</h2>",
        *_relations(confrontation),
    ]
    page = (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Validation of china-services-trade {escape(version)}</title><style>{STYLE}</style></head>\n"
        f"<body>\n{chr(10).join(body)}\n</body></html>\n"
    )
    return page.encode()


def _problems(failed: list[StageResult]) -> Iterable[str]:
    if failed:
        yield "<h2>Problems</h2>"
    for result in failed:
        items = "".join(f"<li>{escape(p)}</li>" for p in result.problems or ["examined nothing"])
        yield f"<h3>{escape(result.title)}</h3><ul>{items}</ul>"


def _warnings(results: list[StageResult]) -> Iterable[str]:
    items = "".join(f"<li>{escape(w)}</li>" for r in results for w in r.warnings)
    if items:
        yield f"<h2>Warnings</h2><p>Worth mending; nothing failed because of them.</p><ul>{items}</ul>"


def _relations(confrontation: Confrontation) -> Iterable[str]:
    families = dict.fromkeys(v.relation.family for v in confrontation.verdicts)
    for family in families:
        verdicts = [v for v in confrontation.verdicts if v.relation.family == family]
        rows = [
            (
                f'<span class="{v.verdict}">{v.verdict}</span>',
                escape(v.sentence),
                f"<code>{escape(v.relation_id)}</code>",
            )
            for v in verdicts
        ]
        table = _table(("Verdict", "Sentence", "Relation"), rows)
        yield f"<details><summary>{escape(family)} ({len(verdicts)})</summary>{table}</details>"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table of cells that are HTML already."""
    header = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>\n" for row in rows)
    return f"<table><thead><tr>{header}</tr></thead><tbody>\n{body}</tbody></table>"
