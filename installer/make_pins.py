"""Write requirements.txt and requirements-dev.txt anew: exact versions with the hashes of all their files.

`python3 installer/make_pins.py` follows a change in pyproject.toml and keeps every version that still fits;
`--upgrade` takes the newest of each. The resolver is the ordinary client `uv`, fetched by pip into a throw-away
environment: it resolves once for all systems and all Pythons from 3.11 on, with markers where a package is bound to
one, and lists the hashes of every file of a release. The index is whatever the two clients are set to use.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

from setup_venv import PINS, ROOT, venv_python

RESOLVER = "uv==0.13.9"
#: The oldest Python that the pins must fit; the same as requires-python in pyproject.toml.
OLDEST_PYTHON = "3.11"
#: What each file holds beside the program's own needs. PostgreSQL belongs to the program as people start it.
EXTRAS = {"dev": ("shared", "dev"), "runtime": ("shared",)}
HEADING = "# Made by installer/make_pins.py from pyproject.toml; do not edit.\n"


def compile_command(python: Path, name: str, upgrade: bool) -> list[str]:
    """Return the resolver's command line for the file `name` ("dev" or "runtime").

    The runtime file follows the dev file, so that both name the same versions.
    """
    extras = [word for extra in EXTRAS[name] for word in ("--extra", extra)]
    keep = [] if name == "dev" else ["--constraint", PINS["dev"]]
    return [
        str(python), "-m", "uv", "pip", "compile", "--quiet", "--universal", "--generate-hashes", "--no-header",
        "--python-version", OLDEST_PYTHON, *extras, *keep, *(["--upgrade"] if upgrade else []),
        "--no-emit-index-url", "--no-emit-find-links", "--output-file", PINS[name], "pyproject.toml",
    ]  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Write both files; return 0 when that worked."""
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = venv_python(Path(folder))
        subprocess.run([python, "-m", "pip", "install", "--quiet", RESOLVER], check=True)
        for name in EXTRAS:
            subprocess.run(compile_command(python, name, "--upgrade" in arguments), cwd=ROOT, check=True)
            file = ROOT / PINS[name]
            file.write_text(HEADING + file.read_text("utf-8").removeprefix(HEADING), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
