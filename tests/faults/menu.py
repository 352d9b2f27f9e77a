"""Which deeds there are, by the name of their class, and which of them each harness takes."""

from __future__ import annotations

from tests.faults import saving, writing
from tests.faults.deeds import Deed, Masters

#: Deed to its share of a thousand kills.
KILLED = {
    "Save": 180,
    "SaveThroughTheDoor": 80,
    "Import": 140,
    "TakeBack": 60,
    "KeepDraft": 60,
    "Migrate": 100,
    "Create": 40,
    "Settings": 40,
    "Export": 40,
}
CUT = {"Save": 80, "SmallImport": 40, "KeepDraft": 30, "Settings": 30, "Export": 20}
#: Deeds on the bad disk.
FAILED = (
    "Save", "SmallImport", "KeepDraft", "Create", "Settings",
    "Export", "ExportTable", "ExportCalendar", "ExportPaper", "Migrate",
)  # fmt: skip
KILL_CONTROLS = ("SavedTooEarly", "ImportInTwo")
CUT_CONTROLS = ("SavedWithoutWaiting",)
DISK_CONTROLS = ("SettingsInPlace",)


def deed_named(name: str, masters: Masters) -> Deed:
    """Return a deed by the name of its class."""
    for module in (saving, writing):
        if hasattr(module, name):
            made: Deed = getattr(module, name)(masters)
            return made
    raise KeyError(name)
