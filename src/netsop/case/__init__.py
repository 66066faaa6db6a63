"""Cases: their files, and where each stands in its procedure."""
