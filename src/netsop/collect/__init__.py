"""Collect: questions to devices over SSH, their answers as evidence. The only stage that talks to devices."""
