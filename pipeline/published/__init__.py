"""published: tables of published figures, one row per target or figure → one document per place and source."""

from pipeline.published.documents import published_readings

__all__ = ["published_readings"]
