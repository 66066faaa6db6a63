"""netsop: core-network outages from the request letter to the completion letter."""

__version__ = "0.1.0"
