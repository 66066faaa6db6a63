"""How good the diagnosis is: faults on laboratories of many shapes, each proven before it is scored."""
