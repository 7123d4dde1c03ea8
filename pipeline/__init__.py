"""From plan documents to a board: read, clean, structure, extract, file, check, publish."""
