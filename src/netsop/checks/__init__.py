"""Checks: facts × intent → findings. Pure: no file, clock or network; each check is a YAML file beside this one."""
