"""Bound texts: the last one holds, what is gone is let go, and a change of language reaches what is there."""

import gc

from PySide6.QtWidgets import QLabel

from outreach.language import Language


def test_a_setter_holds_one_text_and_follows_the_language(words, qtbot):
    label = QLabel()
    qtbot.addWidget(label)
    words.bind(label.setText, "Companies")
    words.bind(label.setText, "People")
    words.bind(label.setToolTip, "Companies")
    words.switch(Language("sv"))
    assert (label.text(), label.toolTip()) == ("Personer", "Företag")


def test_what_is_gone_does_not_pile_up(words):
    for _ in range(3000):
        words.bind(QLabel().setText, "Companies")
    assert len(words._bound) < 1000
    gc.collect()
    words.switch(Language("sv"))
    assert not words._bound


def test_thousands_that_are_there_are_all_reached(words):
    labels = [QLabel() for _ in range(1500)]
    for label in labels:
        words.bind(label.setText, "Companies")
    words.switch(Language("sv"))
    assert {label.text() for label in labels} == {"Företag"}
