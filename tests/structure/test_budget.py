"""The shape of the repository: small files, data folders without code, one wording for every error code."""

import re
import subprocess

import pytest

MOST_LINES = 400
MEDIAN_LINES = 150
TOP = {
    ".ci",
    ".gitignore",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "bench",
    "constraints.txt",
    "docs",
    "kg",
    "pyproject.toml",
    "queries",
    "schema",
    "tests",
    "web",
}


@pytest.fixture(scope="module")
def files(root):
    """Return the files of the repository, those not yet committed too."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [name for name in listed.stdout.splitlines() if (root / name).is_file()]


def test_no_python_file_is_long(root, files):
    lines = {name: len((root / name).read_text(encoding="utf-8").splitlines()) for name in files if name.endswith(".py")}
    assert {name: count for name, count in lines.items() if count > MOST_LINES} == {}
    own = sorted(count for name, count in lines.items() if name.startswith("kg/"))
    assert own[len(own) // 2] <= MEDIAN_LINES


def test_top_level_holds_what_the_design_names(files):
    assert {name.partition("/")[0] for name in files} <= TOP


def test_data_folders_hold_no_code(files):
    assert [name for name in files if name.startswith(("schema/", "queries/")) and name.endswith(".py")] == []
    assert "kg/schema.py" not in files
    assert "kg/queries.py" not in files


def test_no_file_names_a_package_registry(root, files):
    address = re.compile(r"https?://(?:registry|files|cdn|esm|pypi|unpkg)\b|--(?:extra-)?index-url\s+http", re.IGNORECASE)
    named = [name for name in files if address.search((root / name).read_text(encoding="utf-8", errors="replace"))]
    assert [name for name in named if name != "tests/structure/test_budget.py"] == []


def codes_in_code(root):
    texts = (path.read_text(encoding="utf-8") for path in (root / "kg").rglob("*.py"))
    return {code for text in texts for code in re.findall(r"\"(KG-E\d{3})\"", text)}


def test_every_error_code_is_documented_and_no_other(root):
    page = (root / "docs" / "errors.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| (KG-E\d{3}) \| .{10,} \| .{10,} \|$", page, re.MULTILINE)
    assert listed == sorted(set(listed)), "sorted, each once"
    assert set(listed) == codes_in_code(root)
