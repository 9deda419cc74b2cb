"""What is installed is what is in the checkout: the wheel carries the data folders, and works far from the checkout."""

import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

import kg

READ = "from kg.resources import folder; print(folder('schema')); print(len(list(folder('schema').rglob('*.ttl'))))"


@pytest.fixture(scope="module")
def built(root, tmp_path_factory) -> Path:
    """Build wheel and sdist from the checkout with the pinned backend, without a network."""
    out = tmp_path_factory.mktemp("dist")
    how = ("--no-isolation", "--skip-dependency-check")  # a node is not needed
    command = [sys.executable, "-m", "build", *how, "--wheel", "--sdist", "--outdir", str(out), str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return out


@pytest.fixture(scope="module")
def wheel(built) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory) -> Path:
    """Return the bin folder of a fresh environment that holds the wheel; its dependencies are lent by this one."""
    home = tmp_path_factory.mktemp("fresh") / "env"
    venv.create(home, with_pip=False, symlinks=True)
    command = [*_pip(), "--python", home / "bin" / "python", "install", "--quiet", "--no-index", "--no-deps", wheel]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (site,) = home.glob("lib/python*/site-packages")
    lent = [path for path in sys.path if path.endswith("site-packages")]
    (site / "lent.pth").write_text("\n".join(lent) + "\n", encoding="utf-8")  # a .pth of a lent folder is not read
    return home / "bin"


def _pip() -> list[str]:
    for python in (sys.executable, sys._base_executable):
        if subprocess.run([python, "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0:
            return [python, "-m", "pip"]
    pytest.skip("neither this Python nor its base has pip")


def test_wheel_holds_the_package_and_nothing_beside_it(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.partition("/")[0] for name in names} == {"kg", f"kg_relations-{kg.__version__}.dist-info"}
    assert "kg/py.typed" in names
    assert f"kg_relations-{kg.__version__}.dist-info/licenses/LICENSE" in names


def test_wheel_holds_every_data_file_and_no_code_among_them(wheel, root):
    names = zipfile.ZipFile(wheel).namelist()
    carried = {name.removeprefix("kg/") for name in names if name.startswith(("kg/schema/", "kg/queries/"))}
    there = {
        path.relative_to(root).as_posix()
        for folder in ("schema", "queries")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }
    assert carried == there
    assert [name for name in carried if name.endswith(".py")] == []
    assert any(name.endswith(".ttl") for name in carried)


def test_sdist_holds_what_is_needed_to_test_it(built):
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {
        "pyproject.toml",
        "LICENSE",
        "README.md",
        "Makefile",
        "constraints.txt",
        "kg/errors.py",
        "web/package-lock.json",
        "web/build_hook.py",
        "tests/conftest.py",
    }
    assert wanted <= names
    assert not any(name.startswith((".venv", "kg-store", "web/node_modules", "kg/serve/static")) for name in names)


def test_wheel_in_a_fresh_environment_reads_its_data_from_another_folder(installed, tmp_path):
    done = subprocess.run([installed / "python", "-P", "-c", READ], cwd=tmp_path, capture_output=True, text=True, check=True)
    where, count = done.stdout.split()
    assert Path(where).parent.parent.name == "site-packages"
    assert installed.parent in Path(where).parents
    assert int(count) > 0


def test_command_of_the_wheel_runs_from_another_folder(installed, tmp_path):
    def run(*arguments: str) -> str:
        command = [installed / "kg", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert run("--version") == f"kg {kg.__version__}\n"
    assert "who-supports-whom" in run("query", "--list")


def test_editable_install_reads_the_live_folders(root, tmp_path):
    done = subprocess.run([sys.executable, "-P", "-c", READ], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(done.stdout.split()[0]) == root / "schema"


def test_constraints_pin_all_dependencies_by_hash_without_addresses(root):
    text = "".join((root / name).read_text(encoding="utf-8") for name in ("constraints.txt", ".ci/browser.txt"))
    assert "://" not in text
    pins = re.findall(
        r"^([a-z0-9-]+)==\S+(?: ; [^\\\n]+)? \\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", text, re.MULTILINE
    )
    assert len(pins) == len(re.findall(r"^\S+==", text, re.MULTILINE))
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    wanted = set(re.findall(r"^  \"([a-z-]+)>=", project, re.MULTILINE))
    assert wanted
    assert wanted <= {name for name, _ in pins}
