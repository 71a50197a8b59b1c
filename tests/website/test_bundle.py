"""The offline bundle: the same bytes every time, sums that are right, a README in both languages, nothing for servers only."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import zipfile
from pathlib import Path

from scripts import VERSION, pages, website
from scripts.paths import House
from scripts.website import bundle
from tests import miniature
from tests.conftest import Built


def test_two_builds_of_the_miniature_give_the_same_bytes(mini_built: Built, tmp_path: Path) -> None:
    """From records to zip, in another folder, an hour later, under another hash seed and time zone."""
    house = miniature.build(tmp_path / "elsewhere")
    written = miniature.written(house)
    pages.write(house, written)
    was = os.environ.get("TZ"), os.environ.get("PYTHONHASHSEED")
    os.environ["TZ"], os.environ["PYTHONHASHSEED"] = "Pacific/Auckland", "7"
    try:
        website.build(house, mini_built.read.atlas, mini_built.read.labels, written, tmp_path / "site")
    finally:
        for name, value in zip(("TZ", "PYTHONHASHSEED"), was, strict=True):
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
    for first in sorted(mini_built.site.rglob("*")):
        second = tmp_path / "site" / first.relative_to(mini_built.site)
        if first.is_file():
            assert second.read_bytes() == first.read_bytes(), first.relative_to(mini_built.site)
    for path in (tmp_path / "site").rglob("*"):
        os.utime(path, (1, 1))
    again = bundle.build(tmp_path / "site", tmp_path / "bundle", mini_built.read.labels)
    assert again.read_bytes() == (mini_built.bundle / again.name).read_bytes()


def test_the_sums_are_right(built: Built) -> None:
    lines = (built.bundle / "SHA256SUMS").read_text("utf-8").splitlines()
    assert len(lines) == 1
    for line in lines:
        digest, name = line.split("  ")
        assert digest == hashlib.sha256((built.bundle / name).read_bytes()).hexdigest()
    assert {path.name for path in built.bundle.iterdir()} == {"SHA256SUMS", f"duizhao-{VERSION}.zip"}


def test_the_readme_speaks_both_languages_and_opens_in_notepad(built: Built) -> None:
    raw = (built.unpacked / "README.txt").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") == raw.count(b"\r\n")
    text = raw.decode("utf-8-sig")
    assert VERSION in text
    assert re.search("[\u4e00-\u9fff]{10}", text)
    assert "Open en/index.html" in text
    assert "打开 index.html" in text or "打开index.html" in text
    assert (built.unpacked / "en" / "index.html").is_file()


def test_the_bundle_is_the_site_less_what_only_servers_need(built: Built) -> None:
    site = {path.relative_to(built.site).as_posix() for path in built.site.rglob("*") if path.is_file()}
    packed = {path.relative_to(built.unpacked).as_posix() for path in built.unpacked.rglob("*") if path.is_file()}
    assert packed - site == {"README.txt"}
    assert site - packed == {name for name in site if bundle.left_out(name)}
    assert not packed & {"404.html", "en/404.html", "sitemap.xml"}
    assert not [name for name in packed if "lunr" in name or name.endswith(".map")]


def test_every_member_is_a_plain_file_below_one_folder(built: Built) -> None:
    (package,) = built.bundle.glob("*.zip")
    with zipfile.ZipFile(package) as opened:
        assert opened.testzip() is None
        names = opened.namelist()
        assert names == sorted(names)
        for entry in opened.infolist():
            assert entry.filename.startswith(f"duizhao-{VERSION}/")
            assert ".." not in entry.filename
            assert entry.external_attr >> 16 == 0o644
            assert len(entry.filename) < 160, "Windows refuses long paths"


def test_an_older_package_does_not_stay_beside_the_new_one(mini_built: Built, tmp_path: Path) -> None:
    """The flow packs into an empty folder and swaps it in whole."""
    made, place = tmp_path / "made", House(tmp_path).bundle
    place.mkdir()
    (place / "duizhao-0.0.1.zip").write_text("old", "utf-8")
    shutil.copytree(mini_built.bundle, made)
    website.swap((made, place))
    assert {path.name for path in place.iterdir()} == {path.name for path in mini_built.bundle.iterdir()}
