"""A picture to read from: it fits its place, grows with + and the wheel, is dragged about, and turned with R."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QGraphicsPixmapItem, QGraphicsScene, QGraphicsView, QWidget

_STEP = 1.25
_MOST = 12.0
_ZOOM_IN = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)


class PictureView(QGraphicsView):
    """Shows one picture. `turned` says how far, in degrees clockwise, after each turn."""

    turned = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene = QGraphicsScene(self)
        self._item = QGraphicsPixmapItem()
        self._item.setTransformationMode(Qt.TransformationMode.SmoothTransformation)
        self._scene.addItem(self._item)
        self._fits = True
        self.degrees = 0
        self.setScene(self._scene)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)

    @property
    def is_empty(self) -> bool:
        """Say whether there is no picture."""
        return self._item.pixmap().isNull()

    def show_picture(self, data: bytes) -> None:
        """Show a picture that we made ourselves (JPEG); empty bytes show nothing."""
        picture = QPixmap()
        if data:
            picture.loadFromData(data, "JPEG")
        self._item.setPixmap(picture)
        self.degrees = 0
        self._item.setRotation(0)
        self._place()

    def turn(self) -> None:
        """Turn the picture a quarter, clockwise."""
        if not self.is_empty:
            self.degrees = (self.degrees + 90) % 360
            self._item.setTransformOriginPoint(self._item.boundingRect().center())
            self._item.setRotation(self.degrees)
            self._place()
            self.turned.emit(self.degrees)

    def zoom(self, times: float) -> None:
        """Make the picture larger or smaller; smaller than its place it fits."""
        whole = self._whole_scale()
        wanted = self.transform().m11() * times
        if wanted <= whole:
            self.fit()
        elif wanted <= _MOST:
            self._fits = False
            self.scale(times, times)

    def fit(self) -> None:
        """Show the whole picture."""
        self._fits = True
        self.fitInView(self._item, Qt.AspectRatioMode.KeepAspectRatio)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take + and - for the size, 0 for the whole, R for a turn, the arrows for the place."""
        if event.key() in _ZOOM_IN:
            self.zoom(_STEP)
        elif event.key() == Qt.Key.Key_Minus:
            self.zoom(1 / _STEP)
        elif event.key() == Qt.Key.Key_0:
            self.fit()
        elif event.key() == Qt.Key.Key_R and not event.modifiers():
            self.turn()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Take the wheel for the size."""
        self.zoom(_STEP if event.angleDelta().y() > 0 else 1 / _STEP)
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture again unless somebody has enlarged it."""
        super().resizeEvent(event)
        if self._fits:
            self.fit()

    def _place(self) -> None:
        self._scene.setSceneRect(self._item.mapRectToScene(self._item.boundingRect()))
        self.fit()

    def _whole_scale(self) -> float:
        seen, whole = self.viewport().rect(), self._scene.sceneRect()
        return min(seen.width() / max(whole.width(), 1), seen.height() / max(whole.height(), 1))
