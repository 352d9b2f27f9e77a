"""The names of the menus, which the first picture shows; what stands in them comes later (`menus.py`)."""

from __future__ import annotations

from outreach.language import N_

#: The menus, in order, and those that have something in them before a workspace is open.
MENUS = (N_("File"), N_("Edit"), N_("Go"), N_("Conversation"), N_("Record"), N_("View"), N_("Safe keeping"), N_("Help"))
BARE_MENUS = ("File", "View", "Help")
