"""The camera: a live picture whose frames are looked at for codes on the worker, one at a time; the first code ends it.

QtMultimedia is an extra and is imported when a camera is asked for, not before. What is missing – the extra, a camera, the
permission – is said in a sentence, and everything else works without.
"""

from __future__ import annotations

import sys
from typing import Any

import PySide6
from PySide6.QtCore import QCameraPermission, QCoreApplication, QLoggingCategory, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from outreach.language import N_
from outreach.services.scan import Scanned
from outreach.ui.context import Context
from outreach.ui.theme import GAP, MARGIN, WIDE, set_role, take_size
from outreach.ui.words import Words

#: Frames are looked at in this size: a code that fills a quarter of it has modules of some eight pixels.
_LOOKED_AT = QSize(1280, 960)

#: By the library's name: no registry holds Outreach itself, and its name there may be somebody else's.
NO_EXTRA = N_("The camera is an extra. Add it with: {command}")
NO_CAMERA = N_("No camera was found. A picture can be dropped here, pasted or chosen instead.")
NOT_ALLOWED = N_("The system does not let Outreach use the camera. Allow it in the system's privacy settings.")
LOOKING = N_("Hold a code before the camera. The picture stays on this computer and is not kept.")


def multimedia() -> Any:
    """Return QtMultimedia, or None where the extra (or a library of the system that it needs) is missing."""
    # What Qt finds of the system's sound servers is of no interest here, and would stand on standard error.
    QLoggingCategory.setFilterRules("qt.multimedia.symbolsresolver=false\nqt.multimedia.ffmpeg=false")
    try:
        from PySide6 import QtMultimedia
    except ImportError:
        return None
    return QtMultimedia


def lack(words: Words) -> str:
    """Say in a sentence why there is no camera to be used; empty when there is one."""
    found = multimedia()
    if found is None:
        command = f'{sys.executable} -m pip install "pyside6-addons=={PySide6.__version__}"'
        return words(NO_EXTRA, command=command)
    return "" if found.QMediaDevices.videoInputs() else words(NO_CAMERA)


class LivePicture(QWidget):
    """The latest frame, fitted."""

    def __init__(self) -> None:
        super().__init__()
        self.picture = QImage()
        self.setMinimumSize(480, 320)

    def show_picture(self, picture: QImage) -> None:
        """Show another frame."""
        self.picture = picture
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the frame in the middle."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        if not self.picture.isNull():
            size = self.picture.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
            left, top = (self.width() - size.width()) // 2, (self.height() - size.height()) // 2
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect().adjusted(left, top, -left, -top), self.picture)
        painter.end()


class CameraDialog(QDialog):
    """Looks through the camera until a code is seen. `found` carries a `Scanned`; `taken` a picture (`QImage`) of a card."""

    found = Signal(object)
    taken = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._looking = False
        self._camera: Any = None
        self._session: Any = None
        self.sink: Any = None
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        context.words.bind(self.setWindowTitle, N_("Camera"))
        self.live = LivePicture()
        self.cameras = QComboBox()
        self._build()

    def start(self) -> None:
        """Ask for the permission where the system wants that, then begin."""
        media = multimedia()
        self.sentence.setText(lack(self._context.words) or self._context.words(LOOKING))
        if media is None:
            return
        self.sink = media.QVideoSink(self)
        self.sink.videoFrameChanged.connect(self._frame)
        for camera in media.QMediaDevices.videoInputs():
            self.cameras.addItem(camera.description(), camera)
        self.cameras.setVisible(self.cameras.count() > 1)
        self.cameras.currentIndexChanged.connect(self._begin)
        if self.cameras.count():
            self._ask_permission()

    def take_picture(self) -> None:
        """Take what is seen as the picture of a card."""
        if not self.live.picture.isNull():
            self.taken.emit(self.live.picture.copy())
            self.accept()

    def done(self, result: int) -> None:
        """Switch the camera off."""
        self._stop()
        super().done(result)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Switch the camera off."""
        self._stop()
        super().closeEvent(event)

    # Inside ----------------------------------------------------------------------------------------------------------

    def _ask_permission(self) -> None:
        app, wanted = QCoreApplication.instance(), QCameraPermission()
        if app is None:
            return
        status = app.checkPermission(wanted)
        if status == Qt.PermissionStatus.Undetermined:
            app.requestPermission(wanted, self, self._answered)
        else:
            self._decided(status)

    def _answered(self, permission: Any) -> None:
        app = QCoreApplication.instance()
        if app is not None:
            self._decided(app.checkPermission(permission))

    def _decided(self, status: Qt.PermissionStatus) -> None:
        if status == Qt.PermissionStatus.Granted:
            self._begin()
        else:
            self.sentence.setText(self._context.words(NOT_ALLOWED))

    def _begin(self) -> None:
        media = multimedia()
        self._stop()
        if media is None or self.cameras.currentIndex() < 0:
            return
        self._camera = media.QCamera(self.cameras.currentData(), self)
        self._camera.errorOccurred.connect(lambda _error, text: self.sentence.setText(text))
        self._session = media.QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self.sink)
        self._camera.start()

    def _stop(self) -> None:
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
            self._session.deleteLater()
            self._camera = self._session = None

    def _frame(self, frame: Any) -> None:
        picture = frame.toImage()
        if picture.isNull():
            return
        self.live.show_picture(picture)
        self.take_button.setEnabled(True)
        if not self._looking:
            self._look(picture)

    def _look(self, picture: QImage) -> None:
        """Look at one frame on the worker; those that come meanwhile are only shown."""
        self._looking = True
        if picture.width() > _LOOKED_AT.width() or picture.height() > _LOOKED_AT.height():
            picture = picture.scaled(_LOOKED_AT, Qt.AspectRatioMode.KeepAspectRatio)
        grey = picture.convertToFormat(QImage.Format.Format_Grayscale8)
        data, house = bytes(grey.constBits()), self._context.house
        width, height, stride = grey.width(), grey.height(), grey.bytesPerLine()
        self._context.tasks.run(
            lambda: house.scan.read_frame(data, width, height, stride), self._looked, owner=self, failed=self._failed
        )

    def _looked(self, scanned: Scanned) -> None:
        self._looking = False
        if scanned.findings and self.isVisible():
            self.found.emit(scanned)
            self.accept()

    def _failed(self, error: Exception) -> None:
        self._looking = False
        self._context.tasks.failed.emit(error)

    def _build(self) -> None:
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sentence.setWordWrap(True)
        set_role(self.sentence, "muted")
        self.take_button, cancel = QPushButton(), QPushButton()
        set_role(self.take_button, "primary")
        self.take_button.setEnabled(False)
        self._context.words.bind(self.take_button.setText, N_("Take a picture of a card"))
        self._context.words.bind(cancel.setText, N_("Cancel"))
        self._context.words.bind(self.cameras.setAccessibleName, N_("Camera"))
        self.take_button.clicked.connect(self.take_picture)
        cancel.clicked.connect(self.reject)
        self.cameras.hide()
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.cameras)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.take_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(WIDE, MARGIN, WIDE, MARGIN)
        column.setSpacing(MARGIN)
        column.addWidget(self.live, 1)
        column.addWidget(self.sentence)
        column.addLayout(row)
        take_size(self, 720, 620)
