"""The pages: whole in both languages, every link leads somewhere, nothing from elsewhere, no text becomes markup."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import pytest

from checks.package.contents import Package, read_package
from checks.package.layout import row_key, topic_layouts
from china_services_trade import _locate
from scripts import site as command
from scripts.explaining.known import Known
from scripts.publishing.charts import charts
from scripts.publishing.figures import SHOWN
from scripts.publishing.findings import figures_of
from scripts.publishing.languages import languages
from scripts.publishing.names import figure_path, series_path
from scripts.publishing.pages import pages, redirects

from .conftest import PACKAGE, ROOT, copy_to, listed, rows_of, set_cell

HOSTILE = "<script>alert(1)</script>"
FIGURE = "mofcom2023:104:181"
OBSERVATIONS = rows_of(ROOT / "resources" / "observations.csv")
ENGLISH = re.compile(
    r"(?<![\w.-])(?:the|of|and|or|in|is|are|between|should|printed|share|growth|figure|line|million|exports|holds)(?![\w.-])"
)
"""Words that no name and no code is made of alone; codes are joined by points, hyphens or lines."""


class Page(HTMLParser):
    """What a page refers to, what it says, and its language."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.tags: list[str] = []
        self.language = ""
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        self.tags.append(tag)
        self.links += [told[name] or "" for name in ("href", "src") if name in told]
        self.ids += [told["id"] or ""] if "id" in told else []
        self.language = self.language or (told.get("lang") or "" if tag == "html" else "")

    def handle_data(self, data: str) -> None:
        if self.tags[-1:] != ["script"]:
            self.text += data


@pytest.fixture(scope="module")
def site() -> dict[str, bytes]:
    return dict(pages(read_package(ROOT)))


@pytest.fixture(scope="module")
def read(site: dict[str, bytes]) -> dict[str, Page]:
    return {path: Page(content.decode()) for path, content in site.items() if path.endswith(".html")}


def replace_table(package: Package, table: str, rows: list[dict[str, str]]) -> Package:
    """A package with other rows in one table."""
    return replace(package, tables={**package.tables, table: rows})


def seal(folder: Path) -> None:
    """Hashes and sizes in the descriptor as the files have them now."""
    descriptor = json.loads((folder / "datapackage.json").read_text("utf-8"))
    for resource in descriptor["resources"]:
        content = (folder / resource["path"]).read_bytes()
        resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    (folder / "datapackage.json").write_text(json.dumps(descriptor, ensure_ascii=False), "utf-8")


def links(read: dict[str, Page]) -> Iterator[tuple[str, str]]:
    """Every page with every place it refers to, from the folder of the site; fragments apart."""
    for path, page in read.items():
        for link in page.links:
            if not link.startswith("#"):
                yield path, str(PurePosixPath(path).parent / unquote(urlsplit(link).path))


def resolved(place: str) -> str:
    parts: list[str] = []
    for part in PurePosixPath(place).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def test_every_page_stands_in_both_languages_and_says_in_which(read: dict[str, Page]) -> None:
    by_language = {
        language.code: {p.partition("/")[2] for p in read if p.startswith(f"{language.code}/")}
        for language in languages()
    }
    first, second = by_language.values()
    assert first == second and len(first) > 2700
    own = {path: page for path, page in read.items() if path != "index.html"}
    assert [path for path, page in own.items() if page.language != path.partition("/")[0]] == []


def test_the_first_address_leads_to_both_languages(read: dict[str, Page]) -> None:
    assert {link for link in read["index.html"].links if link.endswith(".html")} == {"en/index.html", "zh/index.html"}


def test_chinese_pages_say_nothing_in_english_but_names_and_codes(read: dict[str, Page]) -> None:
    told = [
        (path, word) for path, page in read.items() if path.startswith("zh/") for word in ENGLISH.findall(page.text)
    ]
    assert told == [], listed(told)


def test_every_figure_series_table_and_finding_has_its_page(read: dict[str, Page]) -> None:
    wanted = {figure_path(row["figure_id"]) for row in rows_of(ROOT / "resources" / "figures.csv")}
    wanted |= {series_path(row["series_id"]) for row in rows_of(ROOT / "resources" / "series.csv")}
    wanted |= {f"topics/{name}.html" for name in topic_layouts()}
    wanted |= {f"findings/{row['discrepancy_id']}.html" for row in rows_of(ROOT / "resources" / "discrepancies.csv")}
    assert len(wanted) > 2700
    assert [path for path in wanted if f"zh/{path}" not in read] == []


def test_every_link_leads_to_a_page_or_an_asset(site: dict[str, bytes], read: dict[str, Page]) -> None:
    there = {*site, *(f"assets/{file.name}" for file in (ROOT / "scripts/publishing/assets").iterdir())}
    there |= {f"assets/{name}.js" for name in command.LIBRARIES}
    found = list(links(read))
    assert len(found) > 20_000
    assert {(path, place) for path, place in found if resolved(place) not in there} == set()


def test_nothing_is_loaded_from_elsewhere(read: dict[str, Page]) -> None:
    assert [(path, link) for path, page in read.items() for link in page.links if urlsplit(link).netloc] == []


def test_an_id_stands_once_on_a_page(read: dict[str, Page]) -> None:
    assert [path for path, page in read.items() if len(set(page.ids)) < len(page.ids)] == []


def test_the_same_package_gives_the_same_bytes(site: dict[str, bytes]) -> None:
    assert dict(pages(read_package(ROOT))) == site


def test_text_of_the_tables_cannot_become_markup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = copy_to(tmp_path / "data", PACKAGE)
    monkeypatch.setattr(_locate, "PACKAGE", tmp_path)  # the loader, which makes the citations, reads the same tables
    for table, column in (
        ("areas", "label_en"),
        ("discrepancies", "explanation"),
        ("sections", "path_zh"),
        ("units", "label_zh"),
    ):
        for row in rows_of(package / "resources" / f"{table}.csv")[:40]:
            set_cell(package / "resources" / f"{table}.csv", column, HOSTILE, lambda r, row=row: r == row)
    set_cell(package / "resources" / "world_services_trade.csv", "ref_area_en", HOSTILE)
    seal(package)
    found = {path: content.decode() for path, content in pages(read_package(package)) if path.endswith(".html")}
    assert sum("&lt;script&gt;alert(1)" in text for text in found.values()) > 10
    assert [path for path, text in found.items() if HOSTILE in text] == []


def test_pages_of_another_package_than_the_loader_cites_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="the loader cites"):
        next(pages(read_package(copy_to(tmp_path / "package", PACKAGE))))


def test_a_figure_shows_all_that_it_states_and_how_many_relations_are_left_out(read: dict[str, Page]) -> None:
    links, known = rows_of(ROOT / "resources" / "figure_observations.csv"), Known(read_package(ROOT))
    several = {row["figure_id"] for row in links if len(known.stated[row["figure_id"]]) > 1}
    assert several
    for name in several:
        page = read[f"en/{figure_path(name)}"]
        assert page.text.count("Precision") == len(known.stated[name]), name
    crowded = [
        f for f in known.figures if len({v.relation_id for o in known.stated[f] for v in known.relations[o]}) > SHOWN
    ]
    assert crowded
    assert [
        f for f in known.figures if "more; python -m scripts.explain" in read[f"en/{figure_path(f)}"].text
    ] == crowded


def test_every_table_has_a_chart_of_each_choice_and_its_bars_are_rows_of_the_table(site: dict[str, bytes]) -> None:
    assert set(charts()) == set(topic_layouts())
    for name in topic_layouts():
        text = site[f"en/topics/{name}.html"].decode()
        held = re.search(r'id="charts">(.*?)</script>', text, flags=re.DOTALL)
        assert held, name
        rows = rows_of(ROOT / "resources" / f"{name}.csv")
        for choice, specification in json.loads(held[1]).items():
            measure = choice.partition(":")[0]
            data = specification["data"]["values"]
            assert data, (name, choice)
            assert [bar for bar in data if "row" in bar and rows[bar["row"]][measure] != bar["value"]] == []
            assert len({(bar["label"], bar["group"]) for bar in data}) == len(data), listed(data)
            assert ("low" in data[0]) == (choice.count(":") > 1), choice
            assert [bar for bar in data if "row" in bar and bar["shown"].replace(",", "") != bar["value"]] == []


def test_a_chart_says_what_all_its_bars_share_and_of_what_they_are_shares(site: dict[str, bytes]) -> None:
    said = {}
    for name in topic_layouts():
        held = re.search(r'id="charts">(.*?)</script>', site[f"en/topics/{name}.html"].decode(), flags=re.DOTALL)
        assert held
        said |= {(name, choice): chart["title"]["subtitle"][0] for choice, chart in json.loads(held[1]).items()}
    shares = {place for place, text in said.items() if "share of " in text}
    assert shares == {("services_trade_shares", "share_pc:"), ("china_digitally_deliverable_services", "share_pc:")}
    assert said["services_trade_shares", "share_pc:"] == "World, share of All categories: Share (percent), 2023"
    assert said["china_digitally_deliverable_services", "value_musd:"] == "Value (million US dollars), 2023"
    assert said["outsourcing_shares_of_china", "share_of_china_pc:"].startswith("37 services outsourcing demonstration")


def test_an_interval_is_drawn_where_a_number_is_proven_and_not_printed(site: dict[str, bytes]) -> None:
    bounds = {
        row["series_id"]: row for row in rows_of(ROOT / "resources" / "bounds.csv") if row["time_period"] == "2022"
    }
    text = site["en/topics/china_services_trade_by_region.html"].decode()
    held = re.search(r'id="charts">(.*?)</script>', text, flags=re.DOTALL)
    assert held
    data = json.loads(held[1])["value_musd::2022"]["data"]["values"]
    (east,) = (bar for bar in data if (bar["label"], bar["code"]) == ("Eastern China", "exports"))
    bound = bounds["services_trade.CN_EAST.exports.USD.mofcom"]
    in_millions = [Decimal(bound[end]).scaleb(int(bound["unit_mult"]) - 6) for end in ("lower", "upper")]
    assert [Decimal(east[end]) for end in ("low", "high")] == in_millions


def test_a_chart_names_its_source_so_that_it_can_stand_alone_on_a_slide(site: dict[str, bytes]) -> None:
    for name in topic_layouts():
        held = re.search(r'id="charts">(.*?)</script>', site[f"en/topics/{name}.html"].decode(), flags=re.DOTALL)
        assert held
        for specification in json.loads(held[1]).values():
            assert specification["title"]["text"] and specification["title"]["subtitle"][1].startswith("Source: ")


def test_a_finding_shows_for_each_relation_both_sides_as_intervals_that_do_not_meet(read: dict[str, Page]) -> None:
    relations = rows_of(ROOT / "resources" / "discrepancy_relations.csv")
    for finding in rows_of(ROOT / "resources" / "discrepancies.csv"):
        own = sum(row["discrepancy_id"] == finding["discrepancy_id"] for row in relations)
        page = read[f"en/findings/{finding['discrepancy_id']}.html"]
        assert page.tags.count("svg") == 2 * own, finding["discrepancy_id"]
        assert page.text.count("Print allows") == own, finding["discrepancy_id"]
        assert own or "Step by step" in page.text


def test_a_claim_of_order_asks_for_numbers_on_one_side_and_an_equation_for_those_between(read: dict[str, Page]) -> None:
    trend = read["en/findings/agricultural_trade_trend.html"].text
    assert (
        "Print allows 117.15 to 117.25; to agree it would have to be 121.55 or more. At best 4.3 is missing." in trend
    )
    parts = read["en/findings/ito_parts.html"].text
    assert (
        "Print allows 605.65 to 605.75; to agree it would have to be 604.95 to 605.25. At best 0.4 is missing." in parts
    )


def test_a_number_that_is_read_with_a_dropped_zero_says_so_wherever_a_finding_rests_on_it(
    read: dict[str, Page],
) -> None:
    dropped = {r["observation_id"] for r in OBSERVATIONS if r["decimals_basis"] == "convention"}
    known = Known(read_package(ROOT))
    for name in known.findings:
        own = [f for f in figures_of(known.findings[name], known) if dropped & {*known.stated[f]}]
        exact = [f for f in own if not any(known.observations[o].half_unit for o in known.stated[f])]
        said = "Printed without the decimal" in read[f"en/findings/{name}.html"].text
        assert said == bool({*own} - {*exact}), name
    assert "Printed as 4, read with 1 decimal" in read[f"en/{figure_path('mofcom2023:312:253')}"].text


def test_amounts_are_said_in_the_large_numbers_of_each_language(read: dict[str, Page]) -> None:
    name = figure_path("mofcom2023:140:224")
    assert "196.26 billion US dollars" in read[f"en/{name}"].text and "1,962.6亿美元" in read[f"zh/{name}"].text


def test_every_figure_of_a_finding_that_stands_in_a_table_marks_its_row() -> None:
    known = Known(read_package(ROOT))
    cells = {c["observation_id"]: c for c in known.tables["topic_cells"]}
    checked = 0
    for name, finding in known.findings.items():
        for o in {
            o for f in figures_of(finding, known) for o in known.stated[f] if o in cells and len(known.stated[f]) == 1
        }:
            cell = cells[o]
            layout = topic_layouts()[cell["table"]]
            (row,) = (r for r in known.tables[cell["table"]] if row_key(layout, r) == cell["row_key"])
            assert name in row["finding_ids"].split(";"), (name, cell)
            checked += 1
    assert checked > 50


def test_the_list_of_findings_names_the_chapter_of_each(read: dict[str, Page]) -> None:
    text = read["en/findings/index.html"].text
    at = [text.index(chapter) for chapter in ("China's services outsourcing", "Services outsourcing by region")]
    assert at[0] < text.index("The three parts of offshore information technology outsourcing") < at[1]


def test_a_figure_that_is_printed_twice_leads_to_the_other_place(read: dict[str, Page]) -> None:
    assert f"../../en/{figure_path('mofcom2023:659:51')}" in read[f"en/{figure_path('mofcom2023:144:97')}"].links


def test_an_id_that_was_recoded_leads_to_what_it_is_called_now() -> None:
    known = Known(replace_table(read_package(ROOT), "redirects", [{"old_id": "mofcom2023:9:9", "new_id": FIGURE}]))
    (english, chinese) = redirects(known)
    assert english[0] == "en/figures/mofcom2023-9-9.html" and chinese[0].startswith("zh/")
    assert f'url=../../en/{figure_path(FIGURE)}"' in english[1].decode()


def test_the_package_lies_beside_its_pages(site: dict[str, bytes]) -> None:
    descriptor = json.loads(site["data/datapackage.json"])
    assert [r["path"] for r in descriptor["resources"] if f"data/{r['path']}" not in site] == []
    with zipfile.ZipFile(io.BytesIO(site[f"data/{descriptor['name']}-{descriptor['version']}.zip"])) as archive:
        assert archive.read("datapackage.json") == site["data/datapackage.json"]


def test_what_was_checked_is_counted_as_the_tables_count_it(read: dict[str, Page]) -> None:
    text = read["en/checked.html"].text
    relations = rows_of(ROOT / "resources" / "relations.csv")
    undecided = sum(row["verdict"] == "undetermined" for row in relations)
    assert f"{len(relations):,} relations were tried" in text and f"{undecided} relations cannot be decided" in text
    said = text[text.index("cannot be decided:") :]
    reasons = [int(number) for number in re.findall(r"(\d+): (?:the period|a figure|a growth|a level|something)", said)]
    assert sum(reasons) == undecided


# The folder


@pytest.fixture
def libraries(tmp_path: Path) -> Path:
    """Stand-ins for what npm would bring."""
    for place in command.LIBRARIES.values():
        (tmp_path / "modules" / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "modules" / place).write_text("// a library", "utf-8")
    return tmp_path / "modules"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "pages", lambda package: [("en/index.html", b"start"), ("zh/index.html", b"start")])


def made(out: Path, libraries: Path) -> int:
    return command.main(["--out", str(out), "--libraries", str(libraries)])


def test_pages_and_assets_are_put_into_the_folder_and_replace_those_before(few, libraries, tmp_path):
    out = tmp_path / "new" / "site"
    assert made(out, libraries) == 0
    (out / "en" / "old.html").touch()
    assert made(out, libraries) == 0
    found = {file.relative_to(out).as_posix() for file in out.rglob("*") if file.is_file()}
    assert {"en/index.html", "zh/index.html", "assets/site.css", "assets/vega.js"} <= found
    assert "en/old.html" not in found and [p.name for p in out.parent.iterdir()] == ["site"]


def test_a_folder_of_something_else_is_left_alone(few, libraries, tmp_path, capsys):
    out = tmp_path / "mine"
    out.mkdir()
    (out / "thesis.txt").write_text("all of it", "utf-8")
    assert made(out, libraries) == 2
    assert "mine: holds something else than pages" in capsys.readouterr().err
    assert [file.name for file in out.iterdir()] == ["thesis.txt"]


def test_a_library_that_is_missing_is_one_line_and_the_pages_before_stay(few, libraries, tmp_path, capsys):
    out = tmp_path / "site"
    assert made(out, libraries) == 0
    (libraries / command.LIBRARIES["vega"]).unlink()
    assert made(out, libraries) == 2
    assert "vega.min.js: is missing; install the libraries of locks/site" in capsys.readouterr().err
    assert (out / "en" / "index.html").read_bytes() == b"start"
