"""Records: YAML as text, shaped by the models into one linked Atlas; articles beside it."""

from ..schema.ids import LINKABLE
from .articles import Article
from .atlas import Atlas, load

__all__ = ["LINKABLE", "Article", "Atlas", "load"]
