"""The laboratories: stand-ins for the network, simulated or real, with the same commands and fault names."""
