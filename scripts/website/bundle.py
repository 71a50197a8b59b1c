"""The offline bundle: the site as one zip that opens by double-click, with checksums.

In: a finished site folder. Out: bundle/duizhao-VERSION.zip and SHA256SUMS; the same site gives the same bytes.
"""

from __future__ import annotations

import hashlib
import zipfile
from pathlib import Path

from .. import VERSION
from ..language.labels import Labels

# Zip files hold no time zone; a fixed date makes the bytes depend on the content alone.
DATE = (2025, 1, 1, 0, 0, 0)
# What only a web server's visitors need.
LEFT_OUT = frozenset({"sitemap.xml", "sitemap.xml.gz", "robots.txt", "404.html", "en/404.html"})
# The renderer's own search, which this site does not use, and maps for people who debug it.
UNUSED = ("assets/javascripts/lunr/", "assets/javascripts/workers/")


def build(site: Path, folder: Path, labels: Labels) -> Path:
    """Write the zip and SHA256SUMS into `folder`; returns the zip's path."""
    folder.mkdir(parents=True, exist_ok=True)
    top = f"duizhao-{VERSION}"
    path = folder / f"{top}.zip"
    members = {
        f"{top}/{file.relative_to(site).as_posix()}": file.read_bytes()
        for file in site.rglob("*")
        if file.is_file() and not left_out(file.relative_to(site).as_posix())
    }
    readme = "\n\n".join(labels("bundle.readme", language).format(version=VERSION) for language in ("zh", "en"))
    # Windows' Notepad takes a file without a mark for the local code page.
    members[f"{top}/README.txt"] = ("\ufeff" + readme + "\n").replace("\n", "\r\n").encode("utf-8")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, members[name])
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    (folder / "SHA256SUMS").write_text(f"{digest}  {path.name}\n", "utf-8", newline="\n")
    return path


def left_out(name: str) -> bool:
    """Whether a file of the site is of no use offline."""
    return name in LEFT_OUT or name.startswith(UNUSED) or name.endswith(".map")
