"""The fixtures live in ``visits.py`` and reach every test; the names stay importable for those that still ask here."""

address = chromium = visit = None
