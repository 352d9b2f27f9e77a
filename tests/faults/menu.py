"""Which deeds there are, by the name of their class, and which of them each harness takes."""

from __future__ import annotations

from tests.faults import keeping, saving, writing
from tests.faults.deeds import Deed, Masters

#: Deed to its share of a thousand kills, in plain workspaces and in encrypted ones.
KILLED = {
    "Save": (60, 80),
    "SaveThroughTheDoor": (40, 40),
    "Import": (40, 50),
    "TakeBack": (20, 30),
    "KeepDraft": (20, 30),
    "Migrate": (100, 0),
    "MakeBackup": (30, 50),
    "Restore": (40, 40),
    "ChangePassphrase": (0, 80),
    "Rekey": (0, 70),
    "Protect": (40, 0),
    "Erase": (20, 20),
    "Create": (20, 20),
    "Settings": (20, 0),
    "Export": (20, 20),
}
#: The same of two hundred power cuts.
CUT = {
    "Save": (30, 30),
    "SmallImport": (15, 15),
    "KeepDraft": (8, 7),
    "Settings": (20, 0),
    "Export": (10, 0),
    "MakeBackup": (8, 7),
    "Restore": (8, 7),
    "ChangePassphrase": (0, 15),
    "Rekey": (0, 10),
    "Create": (5, 5),
}
#: Deeds on the bad disk: in plain workspaces or in encrypted ones.
FAILED = {
    False: (
        "Save", "SmallImport", "KeepDraft", "Create", "Settings", "Export", "ExportTable", "ExportCalendar", "ExportPaper",
        "Migrate", "MakeBackup", "Restore", "Protect",
    ),
    True: ("Save", "ChangePassphrase", "Rekey", "Erase"),
}  # fmt: skip
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
