"""Raw text → facts. Pure: the same text gives the same facts."""
