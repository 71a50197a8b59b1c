"""The head of every page: language, canonical and alternate addresses, title and description; the pages for what is missing."""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

from scripts.paths import HOUSE
from tests.conftest import Built

# The default of mkdocs.yml; SITE_URL sets another.
BASE = "https://duizhao.example/"
TAGS = {"zh": "zh-Hans", "en": "en"}


def pages(built: Built) -> list[Path]:
    """Every page but those for what is missing, relative to the site."""
    return sorted(p.relative_to(built.site) for p in built.site.rglob("*.html") if p.name != "404.html")


def language(path: Path) -> str:
    return "en" if path.parts[0] == "en" else "zh"


def address(path: Path) -> str:
    return BASE + re.sub(r"(^|/)index\.html$", r"\1", path.as_posix())


def found(pattern: str, text: str) -> list[str]:
    return [html.unescape(one) for one in re.findall(pattern, text)]


def test_every_page_has_both_languages_and_no_other_page_is_there(built: Built) -> None:
    expected = {Path(("en/" if page.language == "en" else "") + page.path + ".html") for page in built.pages}
    assert set(pages(built)) == expected


def test_language_canonical_and_alternates(built: Built) -> None:
    for path in pages(built):
        text = (built.site / path).read_text("utf-8")
        own = language(path)
        assert re.search(r'<html lang="([^"]+)"', text)[1] == TAGS[own], path  # type: ignore[index]
        plain = Path(*path.parts[1:]) if own == "en" else path
        both = {"zh": plain, "en": Path("en") / plain}
        canonical = found(r'<link rel="canonical" href="([^"]+)"', text)
        assert canonical in ([address(path)], [BASE + path.as_posix()]), (path, canonical)
        head = text[: text.index("</head>")]
        links = re.findall(r'<link [^>]*rel="alternate"[^>]*>', head)
        given = {re.search(r'hreflang="([^"]+)"', link)[1]: re.search(r'href="([^"]+)"', link)[1] for link in links}  # type: ignore[index]
        assert set(given) == {"zh-Hans", "en", "x-default"}, (path, given)
        for tag, target in given.items():
            wanted = both["en" if tag == "en" else "zh"] if tag != "x-default" else None
            assert target.startswith(BASE), (path, target)
            if wanted is not None:
                assert target in (address(wanted), BASE + wanted.as_posix()), (path, target)
            else:
                assert target in given.values()


def test_titles_and_descriptions(built: Built) -> None:
    """No two pages of a kind bear one title; an article and a term on the same thing may."""
    kinds = {("en/" if page.language == "en" else "") + page.path + ".html": page.kind for page in built.pages}
    titles: Counter[tuple[str, str, str]] = Counter()
    for path in pages(built):
        text = (built.site / path).read_text("utf-8")
        (title,) = found(r"<title>\s*(.*?)\s*</title>", text[: text.index("</head>")])
        (description,) = found(r'<meta name="description" content="([^"]*)"', text)
        assert title, path
        assert 0 < len(description) <= 160, path
        assert not re.search(r"[<>{}]|\[\[", title + description), path
        assert text.count("<h1") == 1, path
        titles[language(path), kinds[path.as_posix()], title] += 1
    assert [title for title, n in titles.items() if n > 1] == []


def test_headings_step_down_one_at_a_time(built: Built) -> None:
    for path in pages(built):
        text = (built.site / path).read_text("utf-8")
        levels = [int(level) for level in re.findall(r"<h([1-6])\b[^>]*>", text[text.index("<article") :])]
        assert levels[0] == 1, path
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), (path, levels)


def test_no_page_names_an_outside_file(built: Built) -> None:
    """Scripts, styles, images and fonts come from the site itself."""
    for path in [*pages(built), Path("404.html"), Path("en/404.html")]:
        text = (built.site / path).read_text("utf-8")
        assert re.findall(r'<(?:script|img|iframe|source|video|audio)[^>]+src="(?:https?:)?//[^"]+"', text) == [], path
        assert re.findall(r'<link[^>]+rel="(?:stylesheet|preload|icon|preconnect|dns-prefetch)"[^>]+href="(?:https?:)?//[^"]+"', text) == []
    for style in built.site.rglob("*.css"):
        assert re.findall(r"url\(['\"]?(?:https?:)?//(?!www\.w3\.org)[^)]*\)|@import", style.read_text("utf-8")) == [], style


@pytest.mark.parametrize(("name", "tag", "words"), [
    ("404.html", "zh-Hans", "没有这一页"), ("en/404.html", "en", "Page not found"),
])
def test_each_language_has_a_page_for_what_is_missing(built: Built, name: str, tag: str, words: str) -> None:
    text = (built.site / name).read_text("utf-8")
    assert f'<html lang="{tag}"' in text
    assert words in text


def test_the_sitemap_lists_every_page_with_both_languages(built: Built) -> None:
    text = (built.site / "sitemap.xml").read_text("utf-8")
    listed = set(re.findall(r"<loc>([^<]+)</loc>", text))
    for path in pages(built):
        assert address(path) in listed or BASE + path.as_posix() in listed, path
    assert all(one.startswith(BASE) for one in listed)


def test_the_short_nav_stays_short() -> None:
    """A full nav in every page grows with the square of the pages."""

    class Loader(yaml.SafeLoader):
        """Reads !ENV as its default."""

    Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])
    nav = yaml.load((HOUSE.top / "mkdocs.yml").read_text("utf-8"), Loader)["nav"]
    assert len(nav) <= 12
