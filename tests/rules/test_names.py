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


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_file_is_a_drawer_and_each_says_what_it_is(path: Path) -> None:
    assert not DRAWERS & set(path.stem.split("_"))
    text = path.read_text("utf-8")
    if "migrations/versions" not in path.as_posix():
        assert ast.get_docstring(ast.parse(text)), "a module says in its first lines what it is"


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


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("__init__.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_the_files_that_a_room_names_are_there(path: Path) -> None:
    named = re.findall(r"`(?:[a-z_]+/)*([a-z_]+\.py)`", path.read_text("utf-8"))
    assert {name for name in named if not any(module.name == name for module in MODULES)} == set()
