"""The nouns that travel between the stages: frozen records, no behaviour that reads or writes."""
