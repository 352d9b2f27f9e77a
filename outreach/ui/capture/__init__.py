"""The capture window: four fields for one conversation, made for a hand that is also holding a cup.

`window.py` puts it together, `entry.py` is what stands in the form, `hints.py` offers whom we know, `preview.py` says what
will be kept, `latest.py` lists what was kept, `desk.py` opens it for the shell and brings back what a crash interrupted.
"""
