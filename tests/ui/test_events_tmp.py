from tests.ui.conftest import *
from PySide6.QtCore import Qt
def test_k(window, qtbot):
    window.show_page("events"); qtbot.wait(400)
    a=window.menus.actions()
    print({k:(v.shortcut().toString(),v.isEnabled(), v.isVisible()) for k,v in a.items() if k.startswith("events")})
    print(window.focusWidget(), window.isActiveWindow())
    qtbot.keyClick(window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    print(window.shell.page.shows_month)
    assert 0
