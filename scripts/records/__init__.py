"""Records: YAML as text, shaped by the models into one linked Atlas; articles beside it."""

from .articles import Article
from .atlas import LINKABLE, Atlas, load

__all__ = ["LINKABLE", "Article", "Atlas", "load"]
