"""The same texts through two other engines, each behind a bare page with a field and a list, as bench/search.py types into them.

In: a house with docs/, an empty folder. Out: places to type into, ours first. MiniSearch has the index that its `toJSON` gives, made
beforehand, and our terms, because its own find no Chinese word; Pagefind is as it comes,
in the build that cuts Chinese into words; it does not run from file://.
"""

from __future__ import annotations

import html
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from scripts import flow, website
from scripts.paths import LANGUAGES, House
from scripts.website.postings import BOOST, text_of
from scripts.website.search import entries
from scripts.website.spelling import terms
from tests.browser import find
from tests.shelf import MINISEARCH

from .search import Place, ours

PAGE = """<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{name}</title>
<input id="q"><div id="list"></div>{scripts}<script type="module">{code}</script>"""
SHOW = """
const list = document.getElementById("list");
const show = hits => list.replaceChildren(...hits.slice(0, 20).map(({ url, title, excerpt }) => {
  const link = Object.assign(document.createElement("a"), { href: url });
  const [head, text] = [document.createElement("b"), document.createElement("p")];
  head.textContent = title;
  text.innerHTML = excerpt;
  link.append(head, text);
  return link;
}));
let turn = 0;
document.getElementById("q").addEventListener("input", async event => {
  const mine = (turn += 1);
  const hits = await find(event.target.value);
  if (mine === turn) show(hits);
});
"""
OPTIONS = """{
  fields: ["title", "names", "silent", "heading", "text"], storeFields: ["url", "title", "excerpt"], tokenize: text => text.split(" "),
}"""
MINI = f"""
let made = null;
const script = src => new Promise(done => document.head.append(Object.assign(document.createElement("script"), {{ src, onload: done }})));
const prepare = async () => {{
  await Promise.all([script("minisearch.js"), script("index.js"), script("fold.js")]);
  return MiniSearch.loadJS(INDEX, {OPTIONS});
}};
const find = async query => (await (made ??= prepare())).search(query, {{
  tokenize: text => [...new Set(Duizhao.units(text).flatMap(unit => unit.han ? unit.grams : [unit.whole, ...unit.parts]))],
  boost: {json.dumps(BOOST)}, prefix: term => /^[a-z0-9]{{2,}}$/.test(term), fuzzy: term => (/^[a-z]{{5,}}$/.test(term) ? 0.2 : false),
  weights: {{ prefix: 0.4, fuzzy: 0.3 }},
}});
"""
PAGEFIND = """
let made = null;
const prepare = async () => { const engine = await import("./pagefind/pagefind.js"); await engine.init(); return engine; };
const find = async query => {
  const engine = await (made ??= prepare());
  const found = await engine.search(query);
  return Promise.all(found.results.slice(0, 20).map(async one => {
    const { url, meta, excerpt } = await one.data();
    return { url, title: meta.title, excerpt };
  }));
};
"""


def minisearch(found: list[dict[str, Any]], language: str, folder: Path, browser: Browser) -> None:
    """MiniSearch with its index prepared and every text as its excerpt."""
    rows = [
        {
            "id": number, "url": entry["url"], "title": entry["title"], "excerpt": html.escape(text_of(entry, "text")[:150]),
            "all": {field: " ".join(terms(text_of(entry, field), singles=field != "text")) for field in BOOST},
        }
        for number, entry in enumerate(found)
    ]
    page = browser.new_page()
    page.add_script_tag(path=str(MINISEARCH))
    index = page.evaluate(
        f"""rows => {{
          const made = new MiniSearch({{ ...{OPTIONS}, extractField: (row, field) => row.all[field] ?? row[field] }});
          // The title is shown as it is and found by its terms.
          made.addAll(rows);
          const kept = made.toJSON();
          for (const [id, stored] of Object.entries(kept.storedFields)) stored.title = rows[kept.documentIds[id]].title;
          return JSON.stringify(kept);
        }}""", rows,
    )
    page.close()
    folder.mkdir(parents=True)
    (folder / "index.js").write_text(f"globalThis.INDEX = {index};\n", "utf-8")
    (folder / "minisearch.js").write_bytes(MINISEARCH.read_bytes())
    (folder / "fold.js").write_bytes((MINISEARCH.parents[3] / "theme" / "js" / "fold.js").read_bytes())
    (folder / "index.html").write_text(PAGE.format(language=language, name="MiniSearch", scripts="", code=MINI + SHOW), "utf-8")


def pagefind(found: list[dict[str, Any]], language: str, folder: Path) -> None:
    """Pagefind over one bare page an entry, in Chinese cut into words by its own library."""
    for number, entry in enumerate(found):
        sections = "".join(f"<h2>{html.escape(heading)}</h2><p>{html.escape(text)}</p>" for _, heading, text in entry["sections"])
        names = html.escape(" · ".join(entry["names"]))
        path = folder / f"{number}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{html.escape(entry["title"])}</title>'
            f"<body data-pagefind-body><h1>{html.escape(entry['title'])}</h1><p>{names}</p>{sections}", "utf-8",
        )
    command = [sys.executable, "-m", "pagefind_bin_extended", "--site", str(folder), "--output-path", str(folder / "pagefind"), "--quiet"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"pagefind must be installed: see bench/requirements.txt\n{run.stdout}{run.stderr}")
    (folder / "index.html").write_text(PAGE.format(language=language, name="Pagefind", scripts="", code=PAGEFIND + SHOW), "utf-8")


def site(house: House, folder: Path) -> Path:
    """Our own search over the house's pages: one page of each language is rendered, what search loads is whole."""
    frame = House(folder / "house")
    for name in ("theme", "templates"):
        shutil.copytree(house.top / name, frame.top / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(house.top / "mkdocs.yml", frame.top)
    for language in LANGUAGES:
        for name in ("index.md", "about/index.md"):
            (frame.docs / language / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(house.docs / language / name, frame.docs / language / name)
    website.rendered(frame, folder / "site", changed_only=False)
    read = flow.read(house)
    website.beside(house, read.atlas, read.labels, [], folder / "site")
    return folder / "site"


def places(house: House, folder: Path) -> list[Place]:
    """Every engine in every language."""
    built = site(house, folder / "ours")
    atlas = flow.read(house).atlas
    found = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=["--no-sandbox"])
        for language in LANGUAGES:
            every = entries(house, atlas, language)
            minisearch(every, language, folder / f"minisearch-{language}", browser)
            pagefind(every, language, folder / f"pagefind-{language}")
            found += [
                ours(built, language), Place("MiniSearch", language, folder / f"minisearch-{language}"),
                Place("Pagefind", language, folder / f"pagefind-{language}", files=False),
            ]
        browser.close()
    return found
