"""The real laboratory: routers in network namespaces, joined by cables that user space carries."""
