"""Fair mode: one event, the whole screen, nothing but logging, and nothing of the register for those who pass by.

`window.py` puts it together around the form of `ui/capture/`, `counters.py` shows the day's numbers, `cover.py` hides what others
need not see, `choosing.py` finds the event. What the form does – hints, drafts, saving – lives in `ui/capture/`.
"""
