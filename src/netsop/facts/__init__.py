"""The vendor-neutral vocabulary: one module per capability, one frozen record per kind of fact."""
