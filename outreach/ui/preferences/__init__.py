"""Preferences: the unit as handouts show it, the officers, and how the window speaks and looks on this computer."""
