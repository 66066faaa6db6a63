"""The platforms: one folder of data per platform, and what reads the folders."""
