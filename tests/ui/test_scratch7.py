from PySide6.QtWidgets import QApplication
from PySide6.QtCore import Qt
def test_x(make_window, place, qtbot):
    w = make_window()
    print("active", QApplication.activeWindow(), w.isActiveWindow())
    w.open_place(str(place))
    qtbot.waitUntil(lambda: w.shell is not None)
    print("active", QApplication.activeWindow(), w.isActiveWindow(), QApplication.focusWidget())
    w.focus_search()
    print(QApplication.focusWidget(), w.shell.search.isVisible(), w.shell.isVisible(), w.shell.isEnabled())
    qtbot.wait(300)
    print("active", QApplication.activeWindow(), w.isActiveWindow(), QApplication.focusWidget())
    for x in QApplication.topLevelWidgets(): print(x, x.isVisible())
