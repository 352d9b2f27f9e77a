"""Where things may stand and what they may be called (DESIGN, section 2)."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "outreach"
DRAWERS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "shared", "stuff"}
TOP_LEVEL = {"pyproject.toml", "outreach", "resources", "tests", "installer", "README.md", "LICENSE"}
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))


def test_nothing_else_stands_at_the_top() -> None:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("not a checkout, or no git to ask")
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tops = {line.partition("/")[0] for line in listed.splitlines()}
    assert {name for name in tops if not name.startswith(".")} <= TOP_LEVEL


def test_no_file_is_a_drawer_and_each_says_what_it_is() -> None:
    assert len(MODULES) > 100
    assert [path for path in MODULES if DRAWERS & set(path.stem.split("_"))] == []
    silent = [path for path in MODULES if "migrations/versions" not in path.as_posix() and not says_what_it_is(path)]
    assert silent == [], "a module says in its first lines what it is"


def says_what_it_is(path: Path) -> bool:
    text = path.read_text("utf-8")
    # A whole tree of the file is only made where it does not begin with words.
    return (text.startswith('"""') and text[3:].strip()[:3] != '"""') or bool(ast.get_docstring(ast.parse(text)))


def test_an_empty_or_missing_beginning_is_seen(tmp_path: Path) -> None:
    said = {'"""Says it."""\n': True, '"""Says\nit."""\n': True, "import ast\n": False, "": False}
    said |= {'""""""\n': False, '""" """\n': False}
    for number, text in enumerate(said):
        (tmp_path / f"{number}.py").write_text(text)
    assert [says_what_it_is(tmp_path / f"{number}.py") for number in range(len(said))] == list(said.values())


@pytest.mark.parametrize("name", ["domain", "storage", "services", "formats", "print", "network", "ui", "cli"])
def test_each_room_says_what_lives_there_and_where_to_go_instead(name: str) -> None:
    docstring = ast.get_docstring(ast.parse((PACKAGE / name / "__init__.py").read_text("utf-8")))
    assert docstring is not None
    assert len(docstring.splitlines()) >= 4


def test_no_file_names_a_package_registry() -> None:
    hosts = ["pypi" + ".org", "pythonhosted" + ".org", "registry.npmjs" + ".org", "deb.debian" + ".org"]
    for path in [*ROOT.glob("*.toml"), *(ROOT / "installer").rglob("*"), *(ROOT / ".ci").rglob("*"), ROOT / "README.md"]:
        if path.is_file() and path.suffix != ".pyc":
            text = path.read_text("utf-8", errors="replace")
            assert not [host for host in hosts if host in text], path


def test_the_domain_knows_no_door_and_no_library_beyond_small_validators() -> None:
    allowed = {"stdnum", "phonenumbers", "email_validator", "outreach"}
    import sys

    for path in (PACKAGE / "domain").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom) and node.module:
                names = [node.module]
            for name in names:
                top = name.partition(".")[0]
                assert top in allowed or top in sys.stdlib_module_names, (path.name, name)


def test_the_files_that_a_room_names_are_there() -> None:
    known, named = {module.name for module in MODULES}, re.compile(r"`(?:[a-z_]+/)*([a-z_]+\.py)`")
    rooms = {path: named.findall(path.read_text("utf-8")) for path in PACKAGE.rglob("__init__.py")}
    assert sum(map(len, rooms.values())) > 20
    assert {path: missing for path, names in rooms.items() if (missing := set(names) - known)} == {}
