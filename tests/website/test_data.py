"""What the site publishes under data/: the contract, written down here a second time and by hand."""

from __future__ import annotations

import hashlib
import json
import subprocess
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import bibtexparser
import jsonschema
import pytest
import rispy

from scripts import VERSION, website
from scripts.arithmetic import verdict
from scripts.paths import House
from scripts.schema import decimal
from scripts.schema.reading import reading
from scripts.website.published import LISTS
from tests.conftest import Built

# File → the keys that every entry holds; `a.b` is a key of an object, `a[].b` of each object in a list. From the data contract:
# a field is added freely, removed or renamed only with a note in the change log.
CONTRACT: dict[str, str] = {
    "trials": """id standing moved_to acronym registry phase disease setting line n_randomised primary_endpoints met
        url.zh url.en checked also populations first_report latest_seen latest_seen.date latest_seen.kind latest_seen.cites
        not_found[].what not_found[].looked
        arms[].id arms[].label.zh arms[].label.en arms[].drugs arms[].n results[].id results[].endpoint results[].role
        results[].analysis results[].data_cutoff results[].median_follow_up_months results[].population.zh
        results[].population.en results[].effect results[].cites results[].locator results[].current results[].arithmetic
        results[].effect.measure results[].effect.value results[].effect.ci_low results[].effect.ci_high
        results[].effect.ci_level results[].effect.p results[].effect.p_sided results[].effect.significant
        results[].effect.printed results[].arms[].arm results[].arms[].n results[].arms[].events results[].arms[].median
        results[].arms[].median_unit results[].arms[].ci_low results[].arms[].ci_high results[].arms[].rate results[].arms[].rate_at
        headline headline[].endpoint headline[].population headline[].population_id headline[].test headline[].latest headline[].verdict
        headline[].harms headline[].compares headline[].primary headline[].leads headline[].on_card headline[].figures headline[].rates
        results[].reading results[].relays results[].disclosed results[].immature results[].rechecked
        results[].effect.stratified results[].effect.p_for results[].effect.cites results[].effect.locator results[].effect.reading
        results[].arms[].reached results[].arms[].printed results[].arms[].rates[].printed
        results[].arms[].cites results[].arms[].locator results[].arms[].reading""",
    "drugs": """id inn.zh inn.en names[].text names[].lang names[].type atc target class url.zh url.en regulatory[].agency
        regulatory[].date regulatory[].kind regulatory[].indication regulatory[].cites regulatory[].in_force regulatory[].narrowed
        regulatory[].nrdl regulatory[].nrdl.status regulatory[].nrdl.since regulatory[].source_standing company_counts[].agency
        company_counts[].indications company_counts[].date company_counts[].cites regulatory_gap""",
    "classes": "id name.zh name.en url.zh url.en searches searched_to next_due concluded",
    "targets": "id name.zh name.en url.zh url.en",
    "biomarkers": "id name.zh name.en url.zh url.en", "diseases": "id name.zh name.en url.zh url.en",
    "settings": "id name.zh name.en url.zh url.en stage earlier searches searched_to next_due concluded",
    "pathway": "id name.zh name.en url.zh url.en",
    "terms": """id name.zh name.en other[].text other[].lang other[].type definition.zh definition.en pinyin initials
        url.zh url.en""",
    "claims": """id source passages says.zh says.en kind verdict finding.zh finding.en cites about url.zh url.en checked
        weight results independence""",
    "sources": """id file sha256 title.zh title.en parts[].id parts[].title.zh parts[].title.en parts[].passages passages
        accounted by_disposition""",
    "awaited": "id what.zh what.en kind due about outcome url.zh url.en checked",
    "references": "id type title issued custom.nct custom.status custom.seen notices notices_checked",
}


def test_the_commit_is_that_of_the_checkout(tmp_path: Path) -> None:
    """A folder under version control has its own; one outside has none."""
    outside = House(tmp_path / "outside")
    outside.top.mkdir()
    assert website.commit(outside) == "unknown"
    inside = House(tmp_path / "inside")
    for words in (("init", "-q"), ("-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "--allow-empty", "-m", "first")):
        subprocess.run(["git", "-C", str(inside.top), *words] if words[0] != "init" else ["git", "init", "-q", str(inside.top)], check=True)
    run = subprocess.run(["git", "-C", str(inside.top), "log", "-1", "--format=%H"], capture_output=True, text=True, check=True)
    assert website.commit(inside) == run.stdout.strip()
    assert len(website.commit(inside)) == 40


def load(built: Built, name: str) -> Any:
    return json.loads((built.site / "data" / name).read_text("utf-8"))


def lacks(value: Any, path: str) -> bool:
    """Whether a key of the contract is missing; an object that is null or a list that is empty has nothing to miss."""
    key, _, rest = path.partition(".")
    many = key.endswith("[]")
    if key.removesuffix("[]") not in value:
        return True
    inner = value[key.removesuffix("[]")]
    if not rest or inner is None:
        return False
    return any(lacks(one, rest) for one in inner) if many else lacks(inner, rest)


def test_the_contract_is_about_every_file(built: Built) -> None:
    listed = {entry["file"].removesuffix(".json") for entry in load(built, "index.json")["files"]}
    assert listed == {*CONTRACT, *LISTS}


@pytest.mark.parametrize("kind", sorted(CONTRACT))
def test_every_entry_holds_what_the_contract_names(built: Built, kind: str) -> None:
    entries = load(built, f"{kind}.json")
    assert entries, f"{kind}.json must hold something"
    for entry in entries:
        assert [path for path in CONTRACT[kind].split() if lacks(entry, path)] == [], entry["id"]


@pytest.mark.parametrize("kind", sorted(CONTRACT))
def test_every_file_is_valid_sorted_and_complete(built: Built, kind: str) -> None:
    entries, schema = load(built, f"{kind}.json"), load(built, f"schema/{kind}.json")
    jsonschema.Draft202012Validator.check_schema(schema)
    assert [f"{list(e.path)} {e.message}" for e in jsonschema.Draft202012Validator(schema).iter_errors(entries)][:5] == []
    ids = [entry["id"] for entry in entries]
    assert ids == sorted(ids)
    assert set(ids) == set(built.read.atlas.kinds[kind])


@pytest.mark.parametrize("kind", sorted(CONTRACT))
def test_a_published_schema_refuses_an_entry_without_its_keys(built: Built, kind: str) -> None:
    entries, schema = load(built, f"{kind}.json"), load(built, f"schema/{kind}.json")
    for path in CONTRACT[kind].split():
        key = path.split(".")[0].removesuffix("[]")
        if key == "custom":
            continue  # CSL's own place for what it does not know
        broken = {name: value for name, value in entries[0].items() if name != key}
        assert not jsonschema.Draft202012Validator(schema).is_valid([broken]), f"{kind}: {key} must be required"


@pytest.mark.parametrize("kind", sorted(set(CONTRACT) - {"references"}))
def test_every_address_is_a_page_with_its_anchor(built: Built, kind: str) -> None:
    for entry in load(built, f"{kind}.json"):
        for language, url in entry.get("url", {}).items():
            page, _, anchor = url.partition("#")
            assert page.startswith("en/") == (language == "en"), url
            path = built.site / page
            assert path.is_file(), url
            assert not anchor or f'id="{anchor}"' in path.read_text("utf-8"), url


def test_no_text_lacks_a_language_or_keeps_a_mark(built: Built) -> None:
    def walk(value: Any, place: str) -> None:
        if isinstance(value, dict):
            if "zh" in value or "en" in value:
                assert set(value) >= {"zh", "en"}, place
                assert value["zh"], place
                assert value["en"], place
                for words in (value["zh"], value["en"]):
                    assert not any(mark in words for mark in ("{{", "[@", "[[", "]]")), (place, words)
            for key, inner in value.items():
                walk(inner, f"{place}.{key}")
        elif isinstance(value, list):
            for inner in value:
                walk(inner, place)

    for kind in CONTRACT:
        for entry in load(built, f"{kind}.json"):
            walk(entry, f"{kind}.{entry['id']}")


def test_the_index_lists_every_file_with_its_hash(built: Built) -> None:
    index = load(built, "index.json")
    assert set(index) == {"name", "version", "date", "commit", "renderer", "ai", "corrections", "files"}
    assert index["renderer"].startswith("MkDocs ")
    assert "artificial intelligence" in index["ai"]["en"]
    assert "人工智能" in index["ai"]["zh"]
    assert index["corrections"] == []
    assert jsonschema.Draft202012Validator(load(built, "schema/index.json")).is_valid(index)
    assert index["version"] == VERSION
    date.fromisoformat(index["date"])
    for entry in index["files"]:
        path = built.site / "data" / entry["file"]
        assert entry["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
        assert entry["entries"] == len(json.loads(path.read_text("utf-8")))
        assert (built.site / "data" / entry["schema"]).is_file()
    there = {p.relative_to(built.site / "data").as_posix() for p in (built.site / "data").rglob("*") if p.is_file()}
    there = {name for name in there if not name.startswith("figures/")}
    expected = {"index.json", "schema/index.json", "references.csl.json", "references.bib", "references.ris"}
    expected |= {entry[key] for entry in index["files"] for key in ("file", "schema")}
    assert there == expected


def test_a_published_plot_lies_beside_its_figures(built: Built) -> None:
    """Each plot as an image that stands alone, in both languages, and its figures as a table of the same name."""
    folder = built.site / "data" / "figures"
    names = {path.name for path in folder.iterdir()}
    images = {name for name in names if name.endswith(".svg")}
    assert images
    assert names - images == {name.removesuffix(".svg") + ".csv" for name in images}
    for name in images:
        other = name.replace(".zh.svg", ".en.svg") if ".zh." in name else name.replace(".en.svg", ".zh.svg")
        assert other in images
        ElementTree.parse(folder / name)
        table = (folder / name.replace(".svg", ".csv")).read_text("utf-8-sig")
        assert table.count("\n") > 1


def test_figures_are_those_of_the_records(built: Built) -> None:
    """Numbers are numbers, `printed` keeps the digits, missing is null, not reached is a flag and, for one version more, NR in medians."""
    trials = {entry["id"]: entry for entry in load(built, "trials.json")}
    seen = 0
    for trial in built.read.atlas.trials.values():
        entry = trials[trial.id]
        assert [arm["id"] for arm in entry["arms"]] == [arm.id for arm in trial.arms]
        assert [arm["n"] for arm in entry["arms"]] == [arm.n for arm in trial.arms]
        assert [result["id"] for result in entry["results"]] == [result.id for result in trial.results]
        for result, out in zip(trial.results, entry["results"], strict=True):
            assert out["arithmetic"] == verdict(result)
            assert out["current"] is result.current
            assert out["cites"][0] == result.cite
            assert set(out["cites"]) == {result.cite, *(one.cite for one in (result.effect, *result.arms) if one and one.cite)}
            assert out["relays"] == result.relays
            assert out["reading"] == reading(result.locator, built.read.atlas.references[result.cite].status)
            assert {arm["arm"] for arm in out["arms"]} <= {arm.id for arm in trial.arms}
            for arm, printed in zip(result.arms, out["arms"], strict=True):
                assert (printed["n"], printed["events"]) == (arm.n, arm.events)
                assert printed["median"] == ("NR" if arm.median == "NR" else None if (m := decimal(arm.median)) is None else float(m))
                assert printed["reached"] is {"NR": False, "NE": None, "-": None, None: None}.get(arm.median, True)
                assert printed["cites"] == [arm.cite or result.cite]
                assert printed["locator"] == (arm.locator or result.locator)
                assert (printed["printed"] or "").startswith(arm.median or "")
                assert [one["printed"] for one in printed["rates"]] == [one.value for one in arm.rates]
                assert printed["rate"] == (None if not arm.rates or (r := decimal(arm.rates[0].value)) is None else float(r))
                seen += 1
            if result.effect is None:
                assert out["effect"] is None
                continue
            effect, value = out["effect"], decimal(result.effect.value)
            assert effect["value"] == (None if value is None else float(value))
            assert effect["printed"].startswith(result.effect.value)
            assert effect["ci_level"] == (float(result.effect.level) if result.effect.ci else None)
            assert effect["p"] == (None if result.effect.p is None else float(result.effect.p))
            assert effect["p_sided"] in (None, 1, 2)
    assert seen > 5


def test_what_records_hold_of_decisions_and_searches_is_published(built: Built) -> None:
    drugs, atlas = {entry["id"]: entry for entry in load(built, "drugs.json")}, built.read.atlas
    for drug in atlas.drugs.values():
        entry = drugs[drug.id]
        assert [one["in_force"] for one in entry["regulatory"]] == [one.in_force for one in drug.regulatory]
        assert [one["narrowed"] for one in entry["regulatory"]] == [one.kind == "narrowed" for one in drug.regulatory]
        assert [one["source_standing"] for one in entry["regulatory"]] == [atlas.references[one.cite].status for one in drug.regulatory]
        insured = [(one["nrdl"] or {}).get("status") for one in entry["regulatory"]]
        assert insured == [one.nrdl.status if one.nrdl else None for one in drug.regulatory]
        assert [one["indications"] for one in entry["company_counts"]] == [one.indications for one in drug.company_counts]
    for kind in ("settings", "classes"):
        records: Any = atlas.kinds[kind]
        for entry in load(built, f"{kind}.json"):
            record = records[entry["id"]]
            assert entry["searched_to"] == max((one.date for one in record.searches), default=None)
            assert len(entry["searches"]) == len(record.searches)
            assert entry["next_due"] == record.next_due


def test_claims_say_which_results_decide_them(built: Built) -> None:
    found = [entry for entry in load(built, "claims.json") if entry["results"]]
    assert found
    for entry in found:
        claim = built.read.atlas.claims[entry["id"]]
        assert (entry["results"], entry["weight"], entry["independence"]) == (claim.results, claim.weight, claim.independence)


def test_references_are_csl(built: Built) -> None:
    for entry in load(built, "references.json"):
        record = built.read.atlas.references[entry["id"]]
        assert entry.get("DOI") == record.doi
        assert entry.get("PMID") == record.pmid
        assert entry["custom"]["nct"] == record.nct
        assert entry["issued"]["date-parts"][0][0] == int(record.issued[:4])
        assert all(set(name) - {"suffix"} in ({"family", "given"}, {"literal"}) for name in entry.get("author", []))
    ids = {entry["id"] for entry in load(built, "references.json")}
    assert {entry["id"] for entry in load(built, "references.csl.json")} == ids
    assert {entry["id"] for entry in rispy.loads((built.site / "data" / "references.ris").read_text("utf-8"))} == ids
    library = bibtexparser.parse_file(str(built.site / "data" / "references.bib"))
    assert not library.failed_blocks
    assert set(library.entries_dict) == ids


def test_passages_add_up(built: Built) -> None:
    for entry in load(built, "sources.json"):
        assert sum(part["passages"] for part in entry["parts"]) == entry["passages"] == sum(entry["by_disposition"].values())
        assert entry["accounted"] == entry["passages"] - entry["by_disposition"].get("pending", 0)


def test_the_page_about_data_links_every_file(real_built: Built) -> None:
    for page in ("about/data.html", "en/about/data.html"):
        text = (real_built.site / page).read_text("utf-8")
        for kind in CONTRACT:
            assert f"data/{kind}.json" in text, (page, kind)
            assert f"data/schema/{kind}.json" in text, (page, kind)


def test_the_site_holds_no_raw_source_text(real_built: Built) -> None:
    """Cards have fingerprints, not wording; no .txt of a source lies on the site."""
    names = {source.file for source in real_built.read.atlas.sources.values()}
    assert not {path.name for path in Path(real_built.site).rglob("*")} & names
