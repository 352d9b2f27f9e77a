"""How the board looks: columns with their heads, cards, and the card that is carried."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption

from outreach.domain.pipeline import PipelineCard
from outreach.domain.tender import STAGE_LABELS, Stage
from outreach.ui.calendar.looks import Look
from outreach.ui.icons import icon
from outreach.ui.pipeline.board_places import Column
from outreach.ui.pipeline.card_words import NO_NEW, WARNINGS, date_words, foot_words, short_size
from outreach.ui.words import Words

PAD = 10
_ICON = 16
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class CardState:
    """What is special about a card at present."""

    chosen: bool = False
    focused: bool = False
    hovered: bool = False
    carried: bool = False


def head_height(look: Look) -> int:
    """Return the height of a column's head."""
    return QFontMetrics(look.strong).height() + 18


def card_height(look: Look) -> int:
    """Return the height of every card: two lines of title, three of facts."""
    return 2 * QFontMetrics(look.strong).height() + 3 * QFontMetrics(look.small).height() + 2 * PAD + 4


def paint_column(painter: QPainter, room: QRect, look: Look, *, target: bool) -> None:
    """Paint the ground of a column; the one in which a carried card would be put down stands out."""
    theme = look.theme
    painter.setPen(QPen(QColor(theme.focus), 2) if target else Qt.PenStyle.NoPen)
    ground = QColor(theme.selection if target else theme.hover)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(room).adjusted(1, 1, -1, -1), 8, 8)


def paint_head(painter: QPainter, column: Column, room: QRect, look: Look, words: Words) -> None:
    """Paint the stage and how many tenders it has; a strip carries its name upright."""
    theme, said = look.theme, words(STAGE_LABELS[column.stage])
    painter.setFont(look.strong)
    painter.setPen(QColor(theme.muted if column.is_strip else theme.text))
    if column.is_strip:
        painter.save()
        painter.translate(room.left() + room.width() / 2, room.top() + 14)
        painter.rotate(90)
        painter.drawText(QRectF(0, -14, 320, 28), int(_LEFT), said)
        painter.restore()
        return
    count = words.language.number(len(column.cards))
    wide = QFontMetrics(look.small).horizontalAdvance(count) + 14
    inner = room.adjusted(PAD, 0, -PAD, 0)
    title = QFontMetrics(look.strong).elidedText(said, Qt.TextElideMode.ElideRight, inner.width() - wide - 6)
    painter.drawText(inner, int(_LEFT), title)
    plate = QRectF(inner.right() - wide + 1, room.center().y() - 10, wide, 21)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.surface))
    painter.drawRoundedRect(plate, 10, 10)
    painter.setFont(look.small)
    painter.setPen(QColor(theme.muted))
    painter.drawText(plate, int(Qt.AlignmentFlag.AlignCenter), count)


def paint_card(painter: QPainter, card: PipelineCard, room: QRect, look: Look, words: Words, state: CardState) -> None:
    """Paint one tender: title, date and officer, size, lots and what is wrong."""
    _ground(painter, room, look, state)
    if state.carried:
        painter.setOpacity(0.45)
    inner = room.adjusted(PAD, PAD - 2, -PAD, -PAD + 2)
    _title(painter, card, inner, look)
    line = QFontMetrics(look.small).height()
    top = inner.top() + 2 * QFontMetrics(look.strong).height() + 4
    painter.setFont(look.small)
    _line(painter, look, QRect(inner.left(), top, inner.width(), line), date_words(card, words), look.theme.text)
    _line(painter, look, QRect(inner.left(), top + line, inner.width(), line), short_size(card, words), look.theme.muted)
    _foot(painter, card, QRect(inner.left(), top + 2 * line, inner.width(), line), look, words)
    painter.setOpacity(1)


def _ground(painter: QPainter, room: QRect, look: Look, state: CardState) -> None:
    theme = look.theme
    edge = theme.focus if state.focused else theme.accent if state.chosen else theme.outline if state.hovered else theme.line
    painter.setPen(QPen(QColor(edge), 2 if state.focused or state.chosen else 1))
    painter.setBrush(QColor(theme.selection if state.chosen else theme.raised))
    painter.drawRoundedRect(QRectF(room).adjusted(1, 0.5, -1, -0.5), 6, 6)


def _title(painter: QPainter, card: PipelineCard, room: QRect, look: Look) -> None:
    colour = look.theme.muted if card.tender.stage is Stage.CANCELLED else look.theme.text
    painter.setPen(QColor(colour))
    painter.setFont(look.strong)
    top = room.top()
    for text in two_lines(card.tender.title, look.strong, room.width()):
        painter.drawText(QRect(room.left(), top, room.width(), QFontMetrics(look.strong).height()), int(_LEFT), text)
        top += QFontMetrics(look.strong).height()


def two_lines(text: str, font: QFont, width: int) -> list[str]:
    """Return a text in at most two lines, broken between words; the rest is cut off with a mark."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(width)
    first = line.textLength()
    layout.endLayout()
    rest = text[first:].strip()
    lines = [text[:first].strip()]
    return [*lines, QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)] if rest else lines


def _line(painter: QPainter, look: Look, room: QRect, text: str, colour: str) -> None:
    painter.setPen(QColor(colour))
    shown = QFontMetrics(look.small).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(_LEFT), shown)


def _foot(painter: QPainter, card: PipelineCard, room: QRect, look: Look, words: Words) -> None:
    said, tone, name = foot_words(card, words), "muted", ""
    if card.warnings:
        said = " · ".join(part for part in (words.count(WARNINGS, len(card.warnings)), said) if part)
        tone, name = "danger", "warning"
    elif card.expiring and card.tender.contract_end is not None:
        # The end stands in the line of the date; here it says that nothing follows.
        said, tone, name = words(NO_NEW), "warning", "clock"
    if name:
        colour = QColor(getattr(look.theme, tone))
        icon(name, colour).paint(painter, QRect(room.left(), room.center().y() - _ICON // 2, _ICON, _ICON))
        room = room.adjusted(_ICON + 5, 0, 0, 0)
    _line(painter, look, room, said, getattr(look.theme, tone))
