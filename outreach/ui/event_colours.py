"""The colours of the kinds of events, on the light and on the dark theme: `Theme.kinds`, loaded behind the first picture."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.event import EventKind


@dataclass(frozen=True, slots=True)
class KindColours:
    """How a kind of event looks: `ink` for text, icon and edge, `fill` for the ground beneath."""

    ink: str
    fill: str


ON_LIGHT = {
    EventKind.GALA: KindColours("#855000", "#fdf0d9"),
    EventKind.FAIR: KindColours("#0b5d77", "#dceff5"),
    EventKind.BREAKFAST: KindColours("#a3330f", "#fde7dd"),
    EventKind.COURSE: KindColours("#5639b0", "#ece7fb"),
    EventKind.ADVICE: KindColours("#1d6a3b", "#e0f3e7"),
    EventKind.DIALOGUE: KindColours("#96186f", "#fae3f2"),
    EventKind.NETWORK: KindColours("#1c4fa8", "#e1eafb"),
    EventKind.VISIT: KindColours("#5c5a00", "#f2f0d0"),
    EventKind.OTHER: KindColours("#57524c", "#eeebe7"),
}

ON_DARK = {
    EventKind.GALA: KindColours("#f4bb66", "#3f2d0f"),
    EventKind.FAIR: KindColours("#62c8e4", "#0f3744"),
    EventKind.BREAKFAST: KindColours("#ff9f7a", "#48200f"),
    EventKind.COURSE: KindColours("#c6b2ff", "#312761"),
    EventKind.ADVICE: KindColours("#82d5a0", "#153d27"),
    EventKind.DIALOGUE: KindColours("#ff98d8", "#4b1a3d"),
    EventKind.NETWORK: KindColours("#7db0ff", "#142d5e"),
    EventKind.VISIT: KindColours("#d8d468", "#38370f"),
    EventKind.OTHER: KindColours("#d0cac3", "#403c38"),
}
