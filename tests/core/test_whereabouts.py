"""Places where others write too: synchronised folders, network drives."""

from __future__ import annotations

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from dmn_desktop.core.whereabouts import Mount, Surroundings, elsewhere, parse_mounts


@pytest.mark.parametrize(
    ("path", "service"),
    [
        (PureWindowsPath("C:/Users/a/OneDrive/registre.dmn"), "OneDrive"),
        (PureWindowsPath("C:/Users/a/OneDrive - Cabinet Durand/Doc/r.dmn"), "OneDrive"),
        (PureWindowsPath("C:/Users/a/Dropbox (Personnel)/r.dmn"), "Dropbox"),
        (PureWindowsPath("G:/Mon Drive/r.dmn"), "Google Drive"),
        (PureWindowsPath("G:/Drive partagés/Cabinet/r.dmn"), "Google Drive"),
        (PureWindowsPath("C:/Users/a/iCloudDrive/r.dmn"), "iCloud"),
        (PurePosixPath("/Users/a/Library/Mobile Documents/com~apple~CloudDocs/r.dmn"), "iCloud"),
        (PurePosixPath("/Users/a/Library/CloudStorage/OneDrive-Cabinet/r.dmn"), "OneDrive"),
        (PurePosixPath("/Users/a/Library/CloudStorage/GoogleDrive-a@b.fr/r.dmn"), "Google Drive"),
        (PurePosixPath("/home/a/Nextcloud2/r.dmn"), "Nextcloud"),
        (PurePosixPath("/home/a/SynologyDrive/r.dmn"), "Synology Drive"),
        (PurePosixPath("/home/a/kDrive/r.dmn"), "kDrive"),
    ],
)
def test_a_synchronised_folder_is_known_by_its_name(path: PurePath, service: str) -> None:
    found = elsewhere(path)
    assert found is not None
    assert found.service == service
    assert service in found.words


@pytest.mark.parametrize(
    "path",
    [
        PureWindowsPath("C:/Users/a/Documents/registre.dmn"),
        PureWindowsPath("C:/Users/a/Documents/OneDrive.dmn"),
        PureWindowsPath("D:/Sauvegardes Dropboxées/r.dmn"),
        PureWindowsPath("//?/C:/Users/a/r.dmn"),
        PurePosixPath("/home/a/Documents/r.dmn"),
        PurePosixPath("/home/nextcloudien/r.dmn"),
    ],
)
def test_a_folder_of_this_workstation_is_left_alone(path: PurePath) -> None:
    assert elsewhere(path) is None


@pytest.mark.parametrize(
    "path", [PureWindowsPath("//serveur/partage/r.dmn"), PureWindowsPath("//?/UNC/s/p/r.dmn")]
)
def test_a_path_that_begins_with_a_server_is_on_the_network(path: PurePath) -> None:
    found = elsewhere(path)
    assert found is not None
    assert found.service == ""
    assert "lecteur réseau" in found.words


MOUNTS = parse_mounts(
    """/dev/sda1 / ext4 rw 0 0
serveur:/partage /mnt/cabinet\\040nord nfs4 rw 0 0
//nas/dmn /mnt/nas cifs rw 0 0
/dev/sdb1 /mnt/nas/usb vfat rw 0 0
a@b:/ /home/a/loin fuse.sshfs rw 0 0
coffre /home/a/coffre fuse.gocryptfs rw 0 0
/dev/sdc1 /media/cle fuseblk rw 0 0
illisible
"""
)


@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/mnt/cabinet nord/r.dmn", True),
        ("/mnt/nas/a/r.dmn", True),
        ("/mnt/nas/usb/r.dmn", False),
        ("/home/a/loin/r.dmn", True),
        ("/home/a/coffre/r.dmn", False),
        ("/media/cle/r.dmn", False),
        ("/mnt/nassau/r.dmn", False),
        ("/home/a/r.dmn", False),
    ],
)
def test_the_disk_that_holds_the_file_decides(path: str, remote: bool) -> None:
    found = elsewhere(PurePosixPath(path), Surroundings(mounts=MOUNTS))
    assert (found is not None) == remote


def test_a_disk_mounted_over_another_hides_it() -> None:
    mounts = [Mount(PurePosixPath("/mnt"), "nfs"), Mount(PurePosixPath("/mnt"), "ext4")]
    assert elsewhere(PurePosixPath("/mnt/r.dmn"), Surroundings(mounts=mounts)) is None
    assert elsewhere(PurePosixPath("/mnt/r.dmn"), Surroundings(mounts=mounts[::-1]))


def test_what_a_service_says_of_its_folders_counts_whatever_their_names() -> None:
    path = PureWindowsPath("D:/Cabinet/registre.dmn")
    declared = Surroundings(roots={PureWindowsPath("D:/Cabinet"): "OneDrive"})
    marked = Surroundings(markers=[".dropbox.cache"])
    for around, service in ((declared, "OneDrive"), (marked, "Dropbox")):
        found = elsewhere(path, around)
        assert found is not None
        assert found.service == service
    assert elsewhere(path, Surroundings(remote=True))
