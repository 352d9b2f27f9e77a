"""Which deeds there are, by the name of their class, and which of them each harness takes."""

from __future__ import annotations

from tests.faults import keeping, saving, writing
from tests.faults.deeds import Deed, Masters

#: Deed to its share of a thousand kills.
KILLED = {
    "Save": 120,
    "SaveThroughTheDoor": 80,
    "Import": 120,
    "TakeBack": 60,
    "KeepDraft": 60,
    "Migrate": 100,
    "MakeBackup": 80,
    "Restore": 80,
    "Create": 40,
    "Settings": 40,
    "Export": 30,
}
CUT = {"Save": 60, "SmallImport": 40, "KeepDraft": 20, "Settings": 25, "Export": 15, "MakeBackup": 15, "Restore": 15, "Create": 10}
#: Deeds on the bad disk.
FAILED = (
    "Save", "SmallImport", "KeepDraft", "Create", "Settings",
    "Export", "ExportTable", "ExportCalendar", "ExportPaper", "Migrate", "MakeBackup", "Restore",
)  # fmt: skip
KILL_CONTROLS = ("SavedTooEarly", "ImportInTwo")
CUT_CONTROLS = ("SavedWithoutWaiting",)
DISK_CONTROLS = ("SettingsInPlace",)


def deed_named(name: str, masters: Masters) -> Deed:
    """Return a deed by the name of its class."""
    for module in (saving, writing, keeping):
        if hasattr(module, name):
            made: Deed = getattr(module, name)(masters)
            return made
    raise KeyError(name)
