"""extract: prose and tables → facts, each with the place of its number."""

from pipeline.extract.facts import extract
from pipeline.extract.tables import read_tables

__all__ = ["extract", "read_tables"]
