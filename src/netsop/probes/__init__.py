"""Probes: which questions to put to which device, and how a question becomes a command. Pure."""
