"""Settings: flag, then environment, then kg.toml, then default; each tells its origin; all are documented."""

import re

import pytest

from kg.errors import UsageError
from kg.serve.limits import NAMES as LIMITS
from kg.serve.limits import Limits, limited
from kg.settings import NAMES, Secret, Settings, load


def test_order_of_layers_and_origins(tmp_path):
    (tmp_path / "kg.toml").write_text('store = "file"\nport = 81\nhost = "file"\n', encoding="utf-8")
    environ = {"KG_STORE": "environment", "KG_PORT": "82", "KG_EXTRACTOR": ""}
    settings = load({"store": "flag", "port": None, "gazetteer": ()}, environ, tmp_path)
    assert (settings.store, settings.port, settings.host, settings.extractor) == ("flag", 82, "file", "rules")
    assert settings.origins["store"] == "flag --store"
    assert settings.origins["port"] == "KG_PORT"
    assert settings.origins["host"] == str(tmp_path / "kg.toml")
    assert settings.origins["extractor"] == "default"


def test_file_named_by_the_environment(tmp_path):
    (tmp_path / "other.toml").write_text('gazetteer = ["a.ttl", "b.ttl"]\ntimeout = 2\n', encoding="utf-8")
    settings = load({}, {"KG_CONFIG": "other.toml"}, tmp_path)
    assert (settings.gazetteer, settings.timeout) == (("a.ttl", "b.ttl"), 2.0)
    assert load({}, {"KG_GAZETTEER": "a.ttl:b.ttl"}, tmp_path).gazetteer == ("a.ttl", "b.ttl")


def test_limits_are_names_with_values(tmp_path):
    (tmp_path / "kg.toml").write_text("[limits]\ncost = 9\nplayground = false\n", encoding="utf-8")
    assert load({}, {}, tmp_path).limits == {"cost": "9", "playground": "false"}
    assert load({}, {"KG_LIMITS": "cost=9, depth=3"}, tmp_path).limits == {"cost": "9", "depth": "3"}
    assert load({"limits": "seconds=0.5"}, {"KG_LIMITS": "cost=9"}, tmp_path).limits == {"seconds": "0.5"}


def test_every_limit_is_documented_with_its_default(root):
    page = (root / "docs" / "settings.md").read_text(encoding="utf-8")
    table = page[page.index("## Limits") :]
    rows = dict(re.findall(r"^\| `(\w+)` \| `([\w.]+)` \|", table, re.MULTILINE))
    assert set(rows) == set(LIMITS)
    for name, default in rows.items():
        value = getattr(Limits(), name)
        assert default == ("on" if value is True else "off" if value is False else str(value))


@pytest.mark.parametrize("wrong", [{"colour": "1"}, {"cost": "many"}, {"cost": "0"}, {"cost": "1.5"}, {"seconds": "inf"}])
def test_wrong_limits_are_refused(wrong):
    with pytest.raises(UsageError) as caught:
        limited(wrong)
    assert caught.value.code == "KG-E001"
    assert caught.value.hint


def test_limits_are_changed_by_name():
    changed = limited({"cost": "7", "seconds": "0.5", "playground": "off", "trusted_only": "TRUE"})
    assert changed == Limits(cost=7, seconds=0.5, playground=False, trusted_only=True)


@pytest.mark.parametrize(
    ("environ", "toml", "code"),
    [
        ({"KG_PORT": "high"}, None, "KG-E001"),
        ({"KG_JOBS": "0"}, None, "KG-E001"),
        ({"KG_PORT": "99999"}, None, "KG-E001"),
        ({"KG_TIMEOUT": "nan"}, None, "KG-E001"),
        ({"KG_LIMITS": "cost"}, None, "KG-E001"),
        ({}, "limits = 3", "KG-E001"),
        ({}, "port = true", "KG-E001"),
        ({}, "jobs = 1.5", "KG-E001"),
        ({}, "store = 3", "KG-E001"),
        ({}, "gazetteer = [1]", "KG-E001"),
        ({}, "colour = 'red'", "KG-E002"),
        ({}, "not toml", "KG-E002"),
        ({"KG_CONFIG": "missing.toml"}, None, "KG-E002"),
    ],
)
def test_wrong_settings_are_refused(tmp_path, environ, toml, code):
    if toml:
        (tmp_path / "kg.toml").write_text(toml, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load({}, environ, tmp_path)
    assert caught.value.code == code
    assert caught.value.hint


def test_every_setting_is_documented_with_its_default(root):
    page = (root / "docs" / "settings.md").read_text(encoding="utf-8")
    table = page[: page.index("## Limits")]
    rows = {row[0]: row for row in re.findall(r"^\| `(\w+)` \| `(\w+)` \| (.*?) \|", table, re.MULTILINE)}
    assert set(rows) == set(NAMES)
    for name, (_, variable, default) in rows.items():
        value = getattr(Settings(), name)
        assert variable == f"KG_{name.upper()}"
        empty = value in ((), "", {}) or isinstance(value, Secret)
        assert default == ("none" if empty else f"`{value}`")


def test_tokens_are_not_shown(kg):
    shown = kg("config", "show", env={"KG_TOKEN": "write-me", "KG_READ_TOKEN": "read-me", "KG_LIMITS": "cost=9"}).stdout
    assert "write-me" not in shown
    assert "read-me" not in shown
    assert re.search(r"^limits +cost=9 +KG_LIMITS$", shown, re.MULTILINE)


def test_a_key_comes_from_the_environment_alone_and_is_never_shown(tmp_path, kg):
    settings = load({}, {"KG_LLM_API_KEY": "sk-secret"}, tmp_path)
    assert settings.llm_api_key.reveal() == "sk-secret"
    assert "sk-secret" not in repr(settings)
    shown = kg("config", "show", env={"KG_LLM_API_KEY": "sk-secret"})
    assert "sk-secret" not in shown.stdout + shown.stderr
    assert re.search(r"^llm_api_key +set +KG_LLM_API_KEY$", shown.stdout, re.MULTILINE)
    (tmp_path / "kg.toml").write_text('llm_api_key = "sk-secret"\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load({}, {}, tmp_path)
    assert caught.value.code == "KG-E002"
    assert "sk-secret" not in caught.value.message + caught.value.hint
