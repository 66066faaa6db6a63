"""Reads a workspace: settings, hosts, intent, and the laboratory that may stand in for the network."""
