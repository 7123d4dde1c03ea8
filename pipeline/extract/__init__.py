"""extract: prose and tables → facts, each with the place of its number."""

from pipeline.extract.facts import extract

__all__ = ["extract"]
