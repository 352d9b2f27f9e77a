"""The pipeline in the window: the board (`board_*.py`), the time line (`time_*.py`), the rules and the contracts that run out.

`*_places.py` say where everything lies, `*_paint.py` paint it, `*_canvas.py` take mouse and keys. One widget paints all cards:
a thousand tenders cost what is on the screen. What is decided stands in `services/pipeline.py` and `services/rules.py`.
"""
