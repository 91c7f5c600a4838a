"""The workflows and forms as a reviewer would read them: nothing unpinned, no right too many, nothing that injects."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.run import COMMANDS

from .conftest import ROOT, listed

GITHUB = ROOT / ".github"
WORKFLOWS = {file.stem: file for file in sorted((GITHUB / "workflows").glob("*.y*ml"))}
FORM = GITHUB / "ISSUE_TEMPLATE" / "data-error.yml"
WRITING = {
    ("release", "attest"): {"attestations": "write", "id-token": "write"},
    ("release", "put-beside-the-tag"): {"contents": "write"},
    ("release", "publish"): {"id-token": "write"},
    ("pages", "publish"): {"pages": "write", "id-token": "write"},
}
"""The only jobs that may do more than read the repository, and what."""
STRANGERS = re.compile(r"\$\{\{[^}]*\b(?:github\.(?:event|head_ref|ref_name|base_ref|actor)|inputs)\b[^}]*\}\}")
"""Text that whoever opens a pull request or names a branch can choose."""


def loaded(file: Path) -> dict[str, Any]:
    """A YAML file whose keys are all strings: ``on`` means true to YAML 1.1."""
    content: dict[str, Any] = yaml.load(file.read_text("utf-8"), Loader=yaml.BaseLoader)
    return content


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, file in WORKFLOWS.items():
        for job, content in loaded(file)["jobs"].items():
            yield name, job, content


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for name, job, content in jobs():
        for step in content["steps"]:
            yield f"{name}/{job}", step


def test_there_is_a_workflow_for_every_change_one_for_releases_and_one_for_pages() -> None:
    assert set(WORKFLOWS) == {"validate", "release", "pages"}
    assert set(loaded(WORKFLOWS["validate"])["on"]) == {"push", "pull_request"}
    assert set(loaded(WORKFLOWS["release"])["on"]) == {"push"}
    assert set(loaded(WORKFLOWS["pages"])["on"]) == {"push", "workflow_dispatch"}
    for name in ("release", "pages"):
        assert list(loaded(WORKFLOWS[name])["on"]["push"]) == ["tags"], name


def test_every_action_is_pinned_by_a_whole_hash_with_its_version_beside_it() -> None:
    used = [line for file in WORKFLOWS.values() for line in file.read_text("utf-8").splitlines() if "uses:" in line]
    pinned = re.compile(r"\s*(?:- )?uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+")
    assert len(used) == sum("uses" in step for _, step in steps()) > 5
    assert [line for line in used if not pinned.fullmatch(line)] == []


def test_an_action_has_the_same_hash_wherever_it_is_used() -> None:
    pins: dict[str, set[str]] = {}
    for file in WORKFLOWS.values():
        for action, pin in re.findall(r"uses: (\S+)@(.+)", file.read_text("utf-8")):
            pins.setdefault(action, set()).add(pin)
    assert {action: pin for action, pin in pins.items() if len(pin) > 1} == {}


def test_jobs_read_the_repository_and_only_those_that_publish_may_do_more() -> None:
    for name, job, content in jobs():
        granted = content.get("permissions", loaded(WORKFLOWS[name])["permissions"])
        allowed = WRITING.get((name, job), {"contents": "read"})
        assert granted == allowed, f"{name}/{job}"
    for file in WORKFLOWS.values():
        assert loaded(file)["permissions"] in ({}, {"contents": "read"}), file.name


def test_what_may_write_runs_no_code_of_the_repository() -> None:
    for name, job, content in jobs():
        if (name, job) in WRITING:
            assert [step for step in content["steps"] if "checkout" in step.get("uses", "")] == [], f"{name}/{job}"
            ran = [line.split()[0] for step in content["steps"] for line in step.get("run", "").splitlines()]
            assert set(ran) <= {"sha256sum", "gh"}, f"{name}/{job}"


def test_no_workflow_knows_a_secret_or_runs_strangers_code_with_rights() -> None:
    for file in WORKFLOWS.values():
        text = file.read_text("utf-8")
        found = re.findall(r"secrets\.|password|write-all|pull_request_target|workflow_run|--trusted-host", text)
        assert set(found) <= {"password"} and not re.search(r"password:", text), file.name
    for place, step in steps():
        if "checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false", place


def test_no_text_of_strangers_becomes_part_of_a_command() -> None:
    ran = [(place, step["run"]) for place, step in steps() if "run" in step]
    assert len(ran) > 5
    assert [(place, run) for place, run in ran if STRANGERS.search(run)] == []


def test_every_command_that_a_workflow_runs_is_one_of_the_launcher() -> None:
    lines = [line for _, step in steps() for line in step.get("run", "").splitlines() if "python" in line]
    called = [re.fullmatch(r"\s*python -m scripts\.run (\w+).*", line) for line in lines]
    assert lines and all(called), listed(lines)
    assert {match[1] for match in called if match} <= set(COMMANDS)


def test_every_job_ends_some_time() -> None:
    assert [f"{name}/{job}" for name, job, content in jobs() if "timeout-minutes" not in content] == []


def test_every_change_is_validated_tested_and_rebuilt_on_three_systems_and_three_pythons() -> None:
    job = loaded(WORKFLOWS["validate"])["jobs"]["validate"]
    matrix = job["strategy"]["matrix"]
    assert [name.split("-")[0] for name in matrix["os"]] == ["ubuntu", "macos", "windows"]
    assert matrix["python"] == ["3.11", "3.12", "3.13"]
    assert job["strategy"]["fail-fast"] == "false"
    ran = [step["run"] for step in job["steps"] if "run" in step]
    commands = ("validate", "test", "build --check", "diff --check")
    assert ran == [f"python -m scripts.run {command}" for command in commands]


def test_the_difference_is_posted_as_the_summary_of_a_job() -> None:
    job = loaded(WORKFLOWS["validate"])["jobs"]["diff"]
    assert job["steps"][0]["with"]["fetch-depth"] == "0", "the state before the change must be at hand"
    (posted,) = [step["run"] for step in job["steps"] if "GITHUB_STEP_SUMMARY" in step.get("run", "")]
    assert "scripts.run diff" in posted and '"$BEFORE"' in posted


RELEASED = ("validate", "test", "build --check", "diff --check", "readers", "release --check", "release")


def test_a_release_is_checked_built_once_attested_and_published_without_a_password() -> None:
    parts = loaded(WORKFLOWS["release"])["jobs"]
    ran = [step["run"] for step in parts["build"]["steps"] if "run" in step]
    order = [ran.index(f"python -m scripts.run {name}") for name in RELEASED]
    assert order == sorted(order)
    assert any("GITHUB_REF_NAME" in run for run in ran), "the tag must be the version"
    assert parts["attest"]["needs"] == "build" and set(parts["publish"]["needs"]) == {"build", "attest"}
    assert parts["publish"]["environment"] == "pypi"
    assert any("attest-build-provenance" in step["uses"] for step in parts["attest"]["steps"])
    publishing = parts["publish"]["steps"][-1]
    assert publishing["uses"].startswith("pypa/gh-action-pypi-publish@")
    assert "with" not in publishing, "no user, no password: trusted publishing"


def test_pages_are_opened_in_a_browser_at_every_change_and_before_they_are_published() -> None:
    made = ["python -m scripts.run site", "python -m scripts.run browser"]
    for name, job in (("validate", "pages"), ("pages", "build")):
        assert [step["run"] for step in loaded(WORKFLOWS[name])["jobs"][job]["steps"] if "run" in step] == made, name
    parts = loaded(WORKFLOWS["pages"])["jobs"]
    assert parts["build"]["steps"][-1]["uses"].startswith("actions/upload-pages-artifact@")
    assert parts["build"]["steps"][-1]["with"]["path"] == "site/", "what was opened is what is published"
    assert parts["publish"]["needs"] == "build" and parts["publish"]["environment"]["name"] == "github-pages"
    assert [step["uses"].split("@")[0] for step in parts["publish"]["steps"]][-1] == "actions/deploy-pages"


# Forms


def test_the_data_error_form_asks_for_table_key_line_and_expected_value() -> None:
    form = loaded(FORM)
    fields = {part["id"]: part for part in form["body"] if "id" in part}
    assert {"table", "key", "line", "expected"} <= set(fields)
    for name in ("table", "key", "line", "expected"):
        assert fields[name]["validations"]["required"] == "true", name
    assert form["name"] and form["description"]


def test_the_form_has_the_shape_that_github_accepts() -> None:
    form = loaded(FORM)
    assert set(form) <= {"name", "description", "title", "labels", "body", "assignees", "projects", "type"}
    identifiers = [part["id"] for part in form["body"] if "id" in part]
    assert len(identifiers) == len(set(identifiers))
    for part in form["body"]:
        assert part["type"] in ("markdown", "input", "textarea", "dropdown", "checkboxes")
        assert set(part) <= {"type", "id", "attributes", "validations"}
        assert "value" in part["attributes"] if part["type"] == "markdown" else "label" in part["attributes"]


def test_what_the_form_gives_as_an_example_exists() -> None:
    import china_services_trade as cst

    examples = {p["id"]: p["attributes"].get("placeholder", "") for p in loaded(FORM)["body"] if "id" in p}
    columns = {field["name"] for field in cst.describe(examples["table"])["schema"]["fields"]}
    assert {*re.findall(r"(\w+)=", examples["key"]), examples["key"].split("; ")[1]} <= columns
    assert cst.cite(examples["line"]).figure_id == examples["line"]


@pytest.mark.parametrize("file", [FORM, GITHUB / "pull_request_template.md"])
def test_the_forms_ask_for_no_passages_and_name_files_that_exist(file: Path) -> None:
    text = file.read_text("utf-8")
    assert "passages" in text
    named = re.findall(r"`([\w./]+\.(?:csv|md|json))`", text) + re.findall(r"([\w/]+\.json)\b", text)
    assert named and [name for name in named if not (ROOT / name).exists()] == []


def test_the_pull_request_template_names_commands_of_the_launcher() -> None:
    called = re.findall(r"scripts\.run (\w+)", (GITHUB / "pull_request_template.md").read_text("utf-8"))
    assert {"build", "validate", "test"} <= set(called) <= set(COMMANDS)


# Linters


PLACES = (
    ("vendor.github-workflows", ".github/workflows/validate.yml", "jobs:", "jbos:"),
    ("vendor.github-workflows", ".github/workflows/release.yml", "runs-on:", "runs-at:"),
    ("vendor.github-workflows", ".github/workflows/pages.yml", "needs:", "wants:"),
    ("vendor.github-issue-forms", ".github/ISSUE_TEMPLATE/data-error.yml", "body:", "bodies:"),
    ("vendor.github-issue-config", ".github/ISSUE_TEMPLATE/config.yml", "true", "maybe"),
    ("vendor.citation-file-format", "CITATION.cff", "cff-version:", "version-cff:"),
)
"""The published schema of a file, the file, and what spoils it."""
LINTERS = Path(sys.executable).parent


@pytest.mark.parametrize(("schema", "name", "right", "wrong"), PLACES, ids=[name for _, name, *_ in PLACES])
def test_a_file_for_the_host_is_valid_by_its_schema_and_not_when_spoiled(
    schema: str, name: str, right: str, wrong: str, tmp_path: Path
) -> None:
    text = (ROOT / name).read_text("utf-8")
    for content, status in ((text, 0), (text.replace(right, wrong, 1), 1)):
        file = tmp_path / Path(name).name
        file.write_text(content, "utf-8")
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)]
        done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
        assert done.returncode == status, done.stdout + done.stderr


def audited(folder: Path) -> tuple[int, str]:
    """Exit status and findings of a security audit of workflows, without the network."""
    command = [str(LINTERS / "zizmor"), "--offline", "--no-progress", "--format", "plain", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    return done.returncode, done.stdout + done.stderr


def test_a_security_audit_of_the_workflows_finds_nothing() -> None:
    status, said = audited(GITHUB / "workflows")
    assert status == 0 and "No findings" in said, said


def test_a_security_audit_finds_text_of_strangers_in_a_command(tmp_path: Path) -> None:
    text = WORKFLOWS["validate"].read_text("utf-8")
    spoiled = text.replace("python -m scripts.run setup", "echo ${{ github.event.pull_request.title }}", 1)
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "validate.yml").write_text(spoiled, "utf-8")
    status, said = audited(folder)
    assert spoiled != text and status != 0 and "template-injection" in said, said
