"""How final a printed figure is: 预计 is an estimate, 初步核算 preliminary; most documents do not say."""

from pipeline import lexicon
from pipeline.model import Finality


def finality(quote: str) -> Finality:
    """What the words around a figure say of it; '' where they say nothing. ``quote`` is clean text."""
    words = lexicon.load("finality")
    if any(word in quote for word in words["estimate"]):
        return "estimate"
    return "preliminary" if any(word in quote for word in words["preliminary"]) else ""
