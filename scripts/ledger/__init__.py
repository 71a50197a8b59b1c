"""The ledger: from a source text to its passages, and to the card that accounts for every one of them.

In: raw bytes and cards. Out: parts, passages and fingerprints; problems where text and card disagree.
"""

from .cards import Card, cards, refresh
from .decode import decode, open_text
from .derive import Wording, derive
from .judged import judged
from .renew import renew
from .show import find, show
from .verify import Counts, verify

__all__ = ["Card", "Counts", "Wording", "cards", "decode", "derive", "find", "judged", "open_text", "refresh", "renew", "show", "verify"]
