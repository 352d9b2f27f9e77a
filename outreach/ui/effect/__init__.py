"""The page of the effect figures: key facts, charts and tables for the council, and the window for figures to compare with.

What is counted stands in `services/effect.py`, what it means in `domain/effect_figures.py`, the charts in `print/charts.py`. Here
nothing is counted; a figure is never shown without what it rests on.
"""
