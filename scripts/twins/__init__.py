"""Twins: false sentences beside their corrected twins, by which anything that checks texts is measured.

In: twins/, the Atlas. Out: `Twin`s. One part is written from the records by rule, two by hand; of these, one is held out.
"""

from __future__ import annotations

from .pair import FILES, Twin, read

__all__ = ["FILES", "Twin", "read"]
