"""The exit codes of the command line, and that errors carry a code and a hint and go to standard error."""

import json

import pytest

GOOD = json.dumps({"id": "good", "text": "أيدت تونس لبنان."})
FILES = {
    "good.json": GOOD.encode(),
    "empty.txt": b"",
    "picture.txt": b"\x89PNG\r\n\x1a\n\x00\x01",
    "broken.json": b'{"text": ',
    "data.xyz": b"some text",
    "broken.ttl": b"<a> <b",
}


@pytest.fixture(autouse=True)
def files(tmp_path):
    for name, content in FILES.items():
        (tmp_path / name).write_bytes(content)


@pytest.mark.parametrize(
    ("command", "exit_code", "told"),
    [
        ("extract good.json", 0, ""),
        ("extract empty.txt", 3, "KG-E103"),
        ("extract picture.txt", 3, "KG-E104"),
        ("extract broken.json", 3, "KG-E105"),
        ("extract data.xyz", 3, "KG-E102"),
        ("extract missing.txt", 3, "KG-E101"),
        ("extract missing.txt good.json empty.txt", 5, "KG-E103"),
        ("extract good.json --extractor magic", 2, "KG-E010"),
        ("extract good.json --date yesterday", 2, "KG-E003"),
        ("extract good.json --jobs 0", 2, "KG-E001"),
        ("extract good.json --gazetteer broken.ttl", 3, "KG-E4"),
        ("extract good.json --format pdf", 2, "'pdf'"),
        ("extract", 2, "Missing argument"),
        ("extrct", 2, "Did you mean"),
        ("extract good.json --lange ar", 2, "Did you mean"),
        ("query", 2, "KG-E005"),
        ("query a b", 2, "KG-E005"),
        ("query timeline --actor", 2, "KG-E004"),
        ("query timeline --param actor", 2, "KG-E004"),
        ("config show", 0, ""),
    ],
)
def test_exit_code(kg_process, command, exit_code, told):
    done = kg_process(*command.split())
    assert done.returncode == exit_code, done.stderr
    assert told in done.stderr
    if exit_code == 0:
        assert done.stdout
    if told.startswith("KG-E"):
        assert f"error {told}" in done.stderr
        assert "\n  hint: " in done.stderr
    assert "Traceback" not in done.stderr


def test_quiet_leaves_only_errors(kg):
    assert kg("extract", "good.json", "-q").stderr == ""
    assert kg("extract", "empty.txt", "-q").stderr.startswith("error KG-E103")


def test_settings_of_the_environment_reach_the_command(kg):
    done = kg("extract", "good.json", env={"KG_EXTRACTOR": "magic"})
    assert done.returncode == 2
    assert "'magic'" in done.stderr
    shown = kg("config", "show", env={"KG_STORE": "/data/kg"})
    assert "/data/kg   KG_STORE" in shown.stdout


def test_output_is_utf8_in_any_locale(kg_process):
    latin = {"LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
    shown = kg_process("query", "--list", env=latin)
    assert shown.returncode == 0, shown.stderr
    assert "من يدعم من" in shown.stdout
