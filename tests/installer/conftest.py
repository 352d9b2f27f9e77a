"""The installer runs before any package is installed, so its modules lie beside each other and not in a package."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "installer"))
