"""JSON Schemas of published data: the contract."""

from __future__ import annotations

import json
from typing import Any

from ..schema import VERDICTS
from ..schema.editor import DRAFT

STRING = {"type": "string"}
STRINGS = {"type": "array", "items": STRING}
NUMBER = {"type": ["number", "null"]}
MAYBE = {"type": ["string", "null"]}
MEDIAN = {"type": ["number", "string", "null"], "pattern": "^NR$"}
BOTH = {
    "type": "object", "required": ["zh", "en"], "additionalProperties": False,
    "properties": {"zh": {"type": "string", "minLength": 1}, "en": {"type": "string", "minLength": 1}},
}
MAYBE_BOTH = {"anyOf": [BOTH, {"type": "null"}]}
CHECKED = {"type": "string", "pattern": r"^(never|\d{4}-\d{2}-\d{2})$"}
NAMES = {
    "type": "array",
    "items": {
        "type": "object", "required": ["text", "lang", "type"],
        "properties": {"text": STRING, "lang": {"enum": ["zh", "en", "any"]}, "type": STRING},
    },
}


def thing(required: dict[str, Any], **more: Any) -> dict[str, Any]:
    """An object that holds at least the named fields."""
    return {"type": "object", "required": list(required), "properties": required | more}


ARM = thing(
    {
        "arm": STRING, "n": NUMBER, "events": NUMBER, "median": MEDIAN, "median_unit": MAYBE, "ci_low": MEDIAN,
        "ci_high": MEDIAN, "rate": NUMBER, "rate_at": NUMBER,
    },
    rates={"type": "array"},
)
EFFECT = thing(
    {
        "measure": STRING, "value": NUMBER, "ci_low": NUMBER, "ci_high": NUMBER, "ci_level": NUMBER, "p": NUMBER,
        "p_sided": NUMBER, "significant": {"enum": ["yes", "no", "not tested", "not stated"]}, "printed": STRING,
    }
)
RESULT = thing(
    {
        "id": STRING, "endpoint": STRING, "role": STRING, "analysis": STRING, "data_cutoff": MAYBE,
        "median_follow_up_months": NUMBER, "population": BOTH, "effect": {"anyOf": [EFFECT, {"type": "null"}]},
        "arms": {"type": "array", "items": ARM}, "cites": STRINGS, "locator": STRING, "current": {"type": "boolean"},
        "arithmetic": {"enum": ["consistent", "inconsistent", "cannot tell"]},
    },
    checked=CHECKED, rechecked=CHECKED, estimand=MAYBE_BOTH, note=MAYBE_BOTH,
)
SUBJECT = thing({"id": STRING, "name": BOTH, "url": BOTH}, other=NAMES, summary=BOTH, checked=CHECKED)
ENTRIES: dict[str, dict[str, Any]] = {
    "trials": thing(
        {
            "id": STRING, "acronym": STRING, "registry": STRINGS, "phase": STRING, "disease": STRING, "line": STRING,
            "n_randomised": NUMBER,
            "arms": {"type": "array", "items": thing({"id": STRING, "label": BOTH, "drugs": STRINGS, "n": NUMBER})},
            "primary_endpoints": STRINGS, "met": {"enum": ["yes", "no", "partly", "worse", "not tested", "not reported"]},
            "results": {"type": "array", "items": RESULT}, "url": BOTH, "checked": CHECKED,
        }
    ),
    "drugs": thing(
        {
            "id": STRING, "inn": BOTH, "names": NAMES, "atc": MAYBE, "target": STRINGS, "class": STRINGS,
            "regulatory": {"type": "array", "items": thing({"agency": STRING, "date": STRING, "kind": STRING, "indication": BOTH})},
            "url": BOTH,
        }
    ),
    "classes": SUBJECT, "targets": SUBJECT, "biomarkers": SUBJECT, "diseases": SUBJECT, "settings": SUBJECT,
    "pathway": SUBJECT,
    "terms": thing(
        {"id": STRING, "name": BOTH, "other": NAMES, "definition": BOTH, "pinyin": STRING, "initials": STRING, "url": BOTH}
    ),
    "claims": thing(
        {
            "id": STRING, "source": STRING,
            "passages": {"type": "array", "items": thing({"part": STRING, "numbers": {"type": "array", "items": {"type": "integer"}}})},
            "says": BOTH, "kind": STRING, "verdict": {"enum": list(VERDICTS)}, "finding": BOTH, "cites": STRINGS,
            "about": STRINGS, "url": BOTH, "checked": CHECKED,
        }
    ),
    "sources": thing(
        {
            "id": STRING, "file": STRING, "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"}, "title": BOTH,
            "parts": {"type": "array", "items": thing({"id": STRING, "title": BOTH, "passages": {"type": "integer"}})},
            "passages": {"type": "integer"}, "accounted": {"type": "integer"}, "by_disposition": {"type": "object"},
        }
    ),
    "awaited": thing(
        {"id": STRING, "what": BOTH, "kind": STRING, "due": STRING, "about": STRINGS, "outcome": MAYBE_BOTH, "cites": STRINGS,
         "url": BOTH, "checked": CHECKED}
    ),
    "references": thing({"id": STRING, "type": STRING, "title": STRING, "issued": {"type": "object"}}, DOI=STRING, PMID=STRING),
}


def published() -> dict[str, str]:
    """KIND.json → schema of the published file."""
    return {
        f"{kind}.json": _dump({"$schema": DRAFT, "title": f"Duizhao {kind}", "type": "array", "items": entry})
        for kind, entry in sorted(ENTRIES.items())
    }


def _dump(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
