"""Diagnosis: findings × topology × catalogue → causes. Pure; each fault is a YAML file in faults/."""
