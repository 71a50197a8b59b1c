"""The ledger: from a source text to its passages, and to the card that accounts for every one of them.

In: raw bytes and cards. Out: parts, passages and fingerprints; problems where text and card disagree.
"""

from .cards import Card, cards, rewritten
from .decode import decode, open_text
from .derive import Excerpt, derive
from .renew import renew
from .show import find, show
from .verify import Counts, verify

__all__ = ["Card", "Counts", "Excerpt", "cards", "decode", "derive", "find", "open_text", "renew", "rewritten", "show", "verify"]
