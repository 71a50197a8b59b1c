"""The links of the built site and of the unpacked bundle, by lychee; the rule `links` of the tool itself."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts.paths import House
from scripts.problems import Faults
from scripts.website import links
from tests.conftest import Built


@pytest.mark.parametrize("where", ["site", "unpacked"])
def test_every_link_and_fragment_inside_leads_somewhere(built: Built, where: str) -> None:
    run = links.inside(getattr(built, where))
    assert run.returncode == 0, run.stdout[-4000:] + run.stderr[-2000:]
    assert "0 Errors" in run.stdout


@pytest.mark.parametrize("change", ["file", "fragment"])
def test_the_checker_sees_a_broken_link(mini_built: Built, tmp_path: Path, change: str) -> None:
    """A checker that cannot fail checks nothing."""
    site = tmp_path / "site"
    shutil.copytree(mini_built.site, site)
    page = site / "en" / "about" / "index.html"
    target = "../drugs/nowhere.html" if change == "file" else "../drugs/exemplumab.html#no-such-place"
    page.write_text(page.read_text("utf-8").replace("</article>", f'<a href="{target}">x</a></article>'), "utf-8")
    run = links.inside(site)
    assert run.returncode != 0
    assert target.split("/")[-1].split("#")[-1] in run.stdout + run.stderr


def test_without_a_site_there_is_nothing_to_check(tmp_path: Path) -> None:
    with pytest.raises(Faults) as caught:
        links.check(House(tmp_path))
    assert [str(p) for p in caught.value.problems] == ["site:1: links: the site must be built first; run make site"]


def test_outside_links_are_built_from_ids(built: Built) -> None:
    """A DOI, PMID or PMCID on a page leads to its own resolver, over https."""
    for page in built.site.rglob("*.html"):
        text = page.read_text("utf-8")
        for wrong in ("http://dx.doi", "http://doi.org", "doi.org/https", "doi.org/doi:", "pubmed/PMID", "articles/PMCPMC", 'href="10.'):
            assert wrong not in text, (page, wrong)
