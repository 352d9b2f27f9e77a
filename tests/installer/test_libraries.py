"""What is asked of the system, and how the person is told."""

import sys

import pytest
import setup_libraries as libraries


def test_a_library_is_there_when_it_loads():
    assert not libraries.loads("libOutreachHasNoSuchThing.so.7")
    if sys.platform == "linux":
        assert libraries.loads("libc.so.6")


def test_missing_keeps_the_order_and_asks_each_once():
    asked = []
    assert libraries.missing(["a", "b", "c"], lambda name: asked.append(name) or name == "b") == ["a", "c"]
    assert asked == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt", "sudo apt-get install libgl1 libglib2.0-0 libxcb-cursor0"),
        ("dnf", "sudo dnf install libglvnd-glx glib2 xcb-util-cursor"),
        ("zypper", "sudo zypper install libglvnd libglib-2_0-0 libxcb-cursor0"),
        ("pacman", "sudo pacman -S --needed libglvnd glib2 xcb-util-cursor"),
    ],
)
def test_the_sentence_carries_the_exact_command_of_the_distribution(manager, command):
    lacking = ["libGL.so.1", "libglib-2.0.so.0", "libxcb-cursor.so.0"]
    packages = libraries.package_names(manager, lacking, lambda _: False)
    sentence = libraries.advice(lacking, manager, packages, root=False)
    assert sentence.endswith(command)
    assert "\n" not in sentence


def test_root_needs_no_sudo():
    assert libraries.install_command("apt", ["libgl1"], root=True) == "apt-get install libgl1"


def test_an_unknown_system_is_told_which_files_are_missing():
    assert "libEGL.so.1" in libraries.advice(["libEGL.so.1"], None, [], root=False)


def test_newer_debian_gets_the_renamed_package():
    found = libraries.package_names("apt", ["libglib-2.0.so.0"], lambda name: name.endswith("t64"))
    assert found == ["libglib2.0-0t64"]


def test_one_package_that_brings_two_libraries_is_named_once():
    assert libraries.package_names("pacman", ["libGL.so.1", "libEGL.so.1"], lambda _: False) == ["libglvnd"]


def test_a_package_that_is_no_library_is_named_as_it_is():
    assert libraries.package_names("apt", ["python3.11-venv"], lambda _: False) == ["python3.11-venv"]


def test_data_of_text_recognition_are_found_where_packages_put_them(tmp_path):
    assert not libraries.has_text_data("swe.traineddata", tmp_path)
    folder = tmp_path / "usr" / "share" / "tesseract-ocr" / "5" / "tessdata"
    folder.mkdir(parents=True)
    (folder / "swe.traineddata").touch()
    assert libraries.has_text_data("swe.traineddata", tmp_path)
    assert libraries.package_names("apt", ["swe.traineddata"], lambda _: True) == ["tesseract-ocr-swe"]


@pytest.mark.parametrize(("newer", "package"), [(False, "libical3"), (True, "libical3t64")])
def test_a_second_reader_of_calendars_is_asked_of_the_system(newer, package):
    assert libraries.package_names("apt", ["libical.so.3"], lambda _: newer) == [package]
    assert libraries.package_names("dnf", ["libical.so.3"], lambda _: newer) == ["libical"]


def test_test_tools_ask_for_the_second_reader_where_it_is_missing(monkeypatch, capsys):
    if sys.platform != "linux":
        pytest.skip("the system's package managers are Linux's")
    monkeypatch.setattr(libraries, "loads", lambda name: name != "libical.so.3")
    monkeypatch.setattr(libraries, "has_text_data", lambda name: True)
    monkeypatch.setattr(libraries.shutil, "which", lambda name: f"/usr/bin/{name}" if name != "apt-cache" else None)
    asked = []
    monkeypatch.setattr(libraries, "_install", lambda lacking: asked.append(lacking))
    libraries.ensure_test_tools()
    assert asked == [["libical.so.3"]]
    assert "libical3" in capsys.readouterr().err


def test_the_first_known_package_manager_is_used():
    assert libraries.manager_of(lambda name: name == "zypper") == "zypper"
    assert libraries.manager_of(lambda name: None) is None


@pytest.mark.parametrize(
    ("processor", "version", "too_old"),
    [
        ("x86_64", "2.31", True),
        ("x86_64", "2.34", False),
        ("aarch64", "2.36", True),
        ("riscv64", "2.1", False),
        ("x86_64", "", False),
    ],
)
def test_a_linux_older_than_the_qt_wheels_is_told_so(processor, version, too_old):
    assert bool(libraries.old_glibc(processor, version)) is too_old
