"""The same texts through two other engines, each behind a bare page with a field and a list, as bench/search.py types into them.

In: entries of a language (scripts/website/search.py), an empty folder. Out: the folder with a page `index.html`. MiniSearch has the index
that its `toJSON` gives, made beforehand, and our terms, because its own find no Chinese word; Pagefind is as it comes.
"""

from __future__ import annotations

import html
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from scripts.website.postings import BOOST, text_of
from scripts.website.spelling import terms
from tests.shelf import MINISEARCH

PAGE = """<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{name}</title>
<input id="q"><div id="list"></div>{scripts}<script type="module">{code}</script>"""
SHOW = """
const list = document.getElementById("list");
const show = hits => list.replaceChildren(...hits.slice(0, 20).map(({ url, title, excerpt }) => {
  const link = Object.assign(document.createElement("a"), { href: url });
  link.append(Object.assign(document.createElement("b"), { textContent: title }), Object.assign(document.createElement("p"), { innerHTML: excerpt }));
  return link;
}));
let turn = 0;
document.getElementById("q").addEventListener("input", async event => {
  const mine = (turn += 1);
  const hits = await find(event.target.value);
  if (mine === turn) show(hits);
});
"""
OPTIONS = """{ fields: ["title", "names", "silent", "heading", "text"], storeFields: ["url", "title", "excerpt"], tokenize: text => text.split(" ") }"""
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


def minisearch(entries: list[dict[str, Any]], language: str, folder: Path, browser: Browser) -> None:
    """MiniSearch with its index prepared and every text as its excerpt."""
    rows = [
        {
            "id": number, "url": entry["url"], "title": entry["title"], "excerpt": html.escape(text_of(entry, "text")[:150]),
            "all": {field: " ".join(terms(text_of(entry, field), singles=field != "text")) for field in BOOST},
        }
        for number, entry in enumerate(entries)
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


def pagefind(entries: list[dict[str, Any]], language: str, folder: Path) -> None:
    """Pagefind over one bare page an entry, in Chinese cut into words by its own library."""
    for number, entry in enumerate(entries):
        sections = "".join(f"<h2>{html.escape(heading)}</h2><p>{html.escape(text)}</p>" for _, heading, text in entry["sections"])
        names = html.escape(" · ".join(entry["names"]))
        path = folder / f"{number}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            f'<!DOCTYPE html><html lang="{language}"><meta charset="utf-8"><title>{html.escape(entry["title"])}</title>'
            f"<body data-pagefind-body><h1>{html.escape(entry['title'])}</h1><p>{names}</p>{sections}", "utf-8",
        )
    command = [sys.executable, "-m", "pagefind_bin", "--site", str(folder), "--output-path", str(folder / "pagefind"), "--quiet"]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        raise SystemExit(f"pagefind must be installed: see requirements-dev.txt\n{run.stdout}{run.stderr}")
    (folder / "index.html").write_text(PAGE.format(language=language, name="Pagefind", scripts="", code=PAGEFIND + SHOW), "utf-8")
