"""Facts of the capability `optics`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from netsop.facts.fact import Fact, of


@dataclass(frozen=True, slots=True, kw_only=True)
class Optic(Fact):
    """Optical readings of one lane (SFF-8472): power in dBm, bias in mA, voltage in V, temperature in °C.

    wavelength_nm: that of the module's own laser.
    """

    KIND: ClassVar[str] = "optic"
    KEY: ClassVar[tuple[str, ...]] = ("interface", "lane")

    interface: str | None = of("ifname")
    lane: int | None = of("int")
    wavelength_nm: float | None = of("num")
    temperature_c: float | None = of("num")
    voltage_v: float | None = of("num")
    bias_ma: float | None = of("num")
    rx_power_dbm: float | None = of("num")
    tx_power_dbm: float | None = of("num")
    rx_high_alarm_dbm: float | None = of("num")
    rx_high_warn_dbm: float | None = of("num")
    rx_low_warn_dbm: float | None = of("num")
    rx_low_alarm_dbm: float | None = of("num")
    tx_high_alarm_dbm: float | None = of("num")
    tx_high_warn_dbm: float | None = of("num")
    tx_low_warn_dbm: float | None = of("num")
    tx_low_alarm_dbm: float | None = of("num")
    temp_high_alarm_c: float | None = of("num")
    temp_high_warn_c: float | None = of("num")
