"""The simulated laboratory: devices whose answers are rendered from one consistent state of the network."""
