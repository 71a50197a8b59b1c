"""A saved web page as the lines that a reader sees.

In: text of a file. Out: the same text where it is no web page; else the wording of the page, one line a block.
"""

from __future__ import annotations

import html
import re

from selectolax.lexbor import LexborHTMLParser

_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body)\b", re.I | re.S)
_TAG = re.compile(r"</(?:p|div|td|tr|li|h[1-6]|span|section|article)>", re.I)
FEWEST_TAGS = 3
"""Closing tags of blocks that make a fragment of a page; a text about HTML has fewer."""

_UNSEEN = ["script", "style", "noscript", "template", "iframe", "svg", "nav", "button", "select", "head > *:not(title)"]
_BLOCKS = (
    "address,article,aside,blockquote,br,caption,dd,div,dl,dt,figcaption,figure,footer,h1,h2,h3,h4,h5,h6,header,hr,li,main,ol,p,pre,"
    "section,table,td,th,tr,ul"
)
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")


def is_page(text: str) -> bool:
    """Whether a text is the source of a web page."""
    return bool(_PAGE.match(text)) or (text.lstrip().startswith("<") and len(_TAG.findall(text)) >= FEWEST_TAGS)


def seen(text: str) -> str:
    """What a reader of the page sees: no tags, styles, scripts or menus; a plain text with its character references resolved."""
    if not is_page(text):
        return _ENTITY.sub(lambda found: html.unescape(found[0]), text)
    tree = LexborHTMLParser(re.sub(r"\s+", " ", text))
    title = tree.css_first("title")
    first = "" if title is None or tree.css_first("h1") else title.text().strip()
    for node in tree.css(", ".join(_UNSEEN)):
        node.decompose()
    for node in tree.css(_BLOCKS):
        node.insert_before("\n")
        node.insert_after("\n")
    body = tree.body
    lines = [first, *("" if body is None else body.text()).split("\n")]
    return "\n".join(line.strip() for line in lines if line.strip()) + "\n"
