"""History: what was read before. A database in the workspace's state folder; nothing in it is needed to diagnose."""
