"""Where a live workspace may not lie: network file systems by type, cloud folders by environment, name, path and marker."""

from __future__ import annotations

from pathlib import Path

import pytest

from outreach.errors import UnsafePlace
from outreach.storage import places
from outreach.storage.database import create_workspace, open_workspace
from outreach.storage.places import CLOUD, NETWORK, Mount, leaves_the_computer, unsafe_place

ROOT = Mount("/", "ext4")


@pytest.mark.parametrize(
    "kind",
    ["nfs", "nfs4", "cifs", "smb3", "9p", "ceph", "davfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs2"],
)
def test_a_network_file_system_is_refused(tmp_path: Path, kind: str) -> None:
    mounts = [ROOT, Mount(str(tmp_path), kind)]
    assert unsafe_place(tmp_path / "a" / "register.outreach", mounts=mounts, environment={}) == NETWORK


@pytest.mark.parametrize(
    "kind", ["ext4", "btrfs", "xfs", "zfs", "tmpfs", "overlay", "apfs", "fuseblk", "ntfs3", "vfat", "fuse.lxcfs"]
)
def test_the_computers_own_disk_is_fine(tmp_path: Path, kind: str) -> None:
    mounts = [ROOT, Mount(str(tmp_path), kind)]
    assert unsafe_place(tmp_path / "register.outreach", mounts=mounts, environment={}) == ""


def test_the_innermost_mount_counts_and_of_two_on_one_point_the_last(tmp_path: Path) -> None:
    inner = tmp_path / "own"
    mounts = [ROOT, Mount(str(tmp_path), "nfs4"), Mount(str(inner), "ext4")]
    assert unsafe_place(inner / "r.outreach", mounts=mounts, environment={}) == ""
    assert unsafe_place(tmp_path / "own2" / "r.outreach", mounts=mounts, environment={}) == NETWORK
    over = [*mounts, Mount(str(inner), "cifs")]
    assert unsafe_place(inner / "r.outreach", mounts=over, environment={}) == NETWORK


@pytest.mark.parametrize(
    "folder",
    [
        "OneDrive",
        "OneDrive - Älvbro kommun",
        "onedrive",
        "Dropbox",
        "Dropbox (Kommunen)",
        "Google Drive",
        "Nextcloud",
        "ownCloud",
        "Library/Mobile Documents/com~apple~CloudDocs",
        "Library/CloudStorage/Box-Box",
        "iCloudDrive",
    ],
)
def test_a_cloud_folder_is_known_by_its_name(tmp_path: Path, folder: str) -> None:
    assert unsafe_place(tmp_path / folder / "x" / "r.outreach", mounts=[ROOT], environment={}) == CLOUD


@pytest.mark.parametrize("folder", ["Boxholm", "Dropboxar", "mega", "Box", "Onedriver kommun", "Nextcloudy", "sync"])
def test_a_folder_that_only_sounds_alike_is_fine(tmp_path: Path, folder: str) -> None:
    assert unsafe_place(tmp_path / folder / "r.outreach", mounts=[ROOT], environment={"HOME": "/home/anna"}) == ""


def test_a_word_that_anybody_may_use_counts_right_below_the_home_folder(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path)}
    assert unsafe_place(tmp_path / "Box" / "r.outreach", mounts=[ROOT], environment=home) == CLOUD
    assert unsafe_place(tmp_path / "papers" / "Box" / "r.outreach", mounts=[ROOT], environment=home) == ""


@pytest.mark.parametrize("name", ["OneDrive", "OneDriveCommercial", "DROPBOX_PATH"])
def test_the_environment_names_the_folder(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "Filer"
    environment = {name: str(folder)}
    assert unsafe_place(folder / "x" / "r.outreach", mounts=[ROOT], environment=environment) == CLOUD
    assert unsafe_place(tmp_path / "Filer2" / "r.outreach", mounts=[ROOT], environment=environment) == ""


@pytest.mark.parametrize("marker", [".dropbox", ".dropbox.cache", ".sync_journal.db", ".stfolder", ".owncloudsync.log"])
def test_what_the_client_leaves_in_the_folder_gives_it_away(tmp_path: Path, marker: str) -> None:
    (tmp_path / "Filer" / marker).mkdir(parents=True)
    assert unsafe_place(tmp_path / "Filer" / "a" / "b" / "r.outreach", mounts=[ROOT], environment={}) == CLOUD


def test_a_link_into_a_cloud_folder_is_followed(tmp_path: Path) -> None:
    cloud = tmp_path / "OneDrive"
    cloud.mkdir()
    (tmp_path / "innocent").symlink_to(cloud)
    assert unsafe_place(tmp_path / "innocent" / "r.outreach", mounts=[ROOT], environment={}) == CLOUD


@pytest.mark.parametrize(("kind", "found"), [(4, NETWORK), (3, "")])
def test_a_mapped_drive_of_windows_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, kind: int, found: str
) -> None:
    monkeypatch.setattr(places.os.path, "realpath", lambda path: str(path).replace("/", "\\"))
    asked: list[str] = []

    def drive_type(root: str) -> int:
        asked.append(root)
        return kind

    assert unsafe_place(Path("P:/Upphandling/r.outreach"), mounts=[], environment={}, drive_type=drive_type) == found
    assert asked == ["P:\\"]


@pytest.mark.parametrize("path", ["\\\\server\\share\\r.outreach", "\\\\?\\UNC\\server\\share\\r.outreach"])
def test_a_unc_path_is_a_network_folder(monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(places.os.path, "realpath", lambda path: str(path))
    assert unsafe_place(Path(path), mounts=[], environment={}) == NETWORK


def test_what_can_be_carried_away_leaves_the_computer() -> None:
    assert leaves_the_computer(Path("/media/anna/STICK/backup"))
    assert leaves_the_computer(Path("/run/media/anna/STICK/backup"))
    assert not leaves_the_computer(Path("/var/tmp/backup"))


def test_new_and_open_are_refused_reading_is_not(sqlite_path: Path, tmp_path: Path) -> None:
    cloud = tmp_path / "OneDrive - Kommun"
    cloud.mkdir()
    with pytest.raises(UnsafePlace):
        create_workspace(cloud / "new.outreach")
    assert list(cloud.iterdir()) == []
    moved = sqlite_path.rename(cloud / sqlite_path.name)
    with pytest.raises(UnsafePlace):
        open_workspace(moved)
    assert [one.name for one in cloud.iterdir()] == [moved.name]
    reader = open_workspace(moved, writing=False)
    with reader.read() as view:
        assert view.people.count() == 0
    reader.close()
