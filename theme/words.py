"""MkDocs hook: gives the templates their fixed words, and each language its own 404 page.

In: templates/labels-browser.yml beside mkdocs.yml. Out: `word("key")` in every template, in the language being built.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment

DEFAULT = "zh"


def _words(config: Any) -> Callable[..., str]:
    path = Path(config.config_file_path).parent / "templates" / "labels-browser.yml"
    words = yaml.safe_load(path.read_text(encoding="utf-8"))["theme"]

    def word(key: str, language: str | None = None) -> str:
        """A word below `theme`; a key that does not exist stops the build."""
        found = words
        for part in key.split("."):
            found = found[part]
        return str(found[language or config.theme["language"]])

    return word


def on_env(env: Environment, config: Any, files: Any) -> Environment:
    """The words, for pages."""
    env.globals["word"] = _words(config)
    return env


def on_pre_template(template: Any, template_name: str, config: Any) -> Any:
    """The words, for 404.html and sitemap.xml."""
    template.globals["word"] = _words(config)
    return template


def on_post_template(output_content: str, template_name: str, config: Any) -> str:
    """MkDocs writes 404.html to the root once a language; the later languages' go to their own folders instead."""
    language = config.theme["language"]
    if template_name != "404.html" or language == DEFAULT:
        return output_content
    path = Path(config.site_dir) / language / "404.html"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(output_content, encoding="utf-8")
    return ""
