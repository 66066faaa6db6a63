from __future__ import annotations

import pytest

from netsop.parse import normalise

GOOD = [
    ("int", "1500", 1500), ("int", "52 410 228", 52410228), ("int", "1,234", 1234), ("int", "-7", -7),
    ("num", "3.30", 3.3), ("num", "-40.0", -40.0), ("num", "1,000.5", 1000.5),
    ("percent", "98%", 98.0), ("percent", "2.5 %", 2.5), ("used_percent", "100", 0.0), ("used_percent", "2.0", 98.0),
    ("dbm", "-7.642dBm", -7.642), ("dbm", "-5.95 dBm", -5.95), ("dbm", "-inf dBm", -40.0), ("dbm", "- Inf", -40.0),
    ("mw_to_dbm", "1.0 mW", 0.0), ("mw_to_dbm", "0.5", -3.0103), ("mw_to_dbm", "0.0000mW", -40.0),
    ("bool", "yes", True), ("bool", "Off", False),
    ("mac", "7c31.0e4a.1c01", "7c:31:0e:4a:1c:01"), ("mac", "7C-31-0E-4A-1C-01", "7c:31:0e:4a:1c:01"),
    ("mac", "0:1e:bd:1:0:5", "00:1e:bd:01:00:05"), ("mac", "7c310e4a1c01", "7c:31:0e:4a:1c:01"),
    ("mac", "7c310e-4a1c01", "7c:31:0e:4a:1c:01"),
    ("ip", "2001:0DB8::0001", "2001:db8::1"), ("ip", "fe80::1%eth0", "fe80::1"), ("ip", "10.0.0.1", "10.0.0.1"),
    ("prefix", "10.0.0.1/24", "10.0.0.0/24"), ("prefix", "10.0.0.1", "10.0.0.1/32"),
    ("ipv4_prefix", "default", "0.0.0.0/0"), ("ipv4_prefix", "10.0.0.0/8", "10.0.0.0/8"),
    ("masked_prefix", "10.0.0.0/255.0.0.0", "10.0.0.0/8"), ("masked_prefix", "default/0.0.0.0", "0.0.0.0/0"),
    ("prefix_length", "10.0.0.1/30", 30), ("prefix_length", "255.255.255.252", 30), ("prefix_length", "24", 24),
    ("area", "0", "0.0.0.0"), ("area", "0.0.0.7", "0.0.0.7"), ("area", "256", "0.0.1.0"),
    ("asn", "64501", 64501), ("asn", "1.10", 65546),
    ("moment", "09:12:44 WIB Tue Nov 24 2026", "2026-11-24T09:12:44"),
    ("moment", "nov/24/2026 09:12:44", "2026-11-24T09:12:44"),
    ("duration", "00:01:02", 62), ("duration", "3d04h", 273600), ("duration", "1w2d", 777600),
    ("duration", "1w2d3h4m5s", 788645), ("duration", "1w2d03:04:05", 788645), ("duration", "1y4w", 33955200),
    ("duration", "3 weeks, 2 days, 4 hours, 11 minutes", 2002260), ("duration", "4051.66", 4051),
    ("duration", "8week(s) 2day(s)", 5011200),
    ("duration", "3d4h12m11s970ms", 274331), ("duration", "7s", 7), ("duration", "6.921s", 6),
    ("uptime", "16:03", 57780), ("uptime", "3 days, 16:03", 316980), ("uptime", "5 min", 300),
    ("iso_duration", "P1DT2H", 93600), ("iso_duration", "PT14M32.5S", 872), ("iso_duration", "P1W", 604800),
    ("iso_duration", "P1Y2DT3S", 31708803), ("iso_duration", "1d02h", 93600), ("iso_duration", "00:01:02", 62),
    ("milliseconds", "4ms123us", 4.123), ("milliseconds", "1s9ms20us", 1009.02), ("milliseconds", "11.4ms", 11.4),
    ("speed", "1000Mb/s", 10**9), ("speed", "10Gbps", 10**10), ("speed", "100M", 10**8),
    ("speed", "1000000 Kbit", 10**9),
    ("bytes", "15.5GiB", 16642998272), ("bytes", "96.0MiB", 100663296), ("bytes", "1024", 1024), ("bytes", "4K", 4096),
    ("difference", "2KiB - 1KiB", 1024), ("used_share", "25 / 100", 75.0),
    ("share_of", "25% of 16 MB", 4194304),
    ("chassis", "48A9.8A20.0102", "48:a9:8a:20:01:02"), ("chassis", "core 1", "core 1"),
    ("first_number", "41.52 degrees C", 41.52), ("text", " a  b ", "a b"),
]  # fmt: skip
BAD = [
    ("speed", "9" * 400 + "G"), ("bytes", "9" * 400 + "MiB"), ("milliseconds", "9" * 400 + "ms"),
    ("iso_duration", "P"), ("iso_duration", "PT"), ("iso_duration", "P1M"), ("iso_duration", "P1H"),
    ("iso_duration", "P1D2"), ("iso_duration", "PT" + "9" * 60 + "S"),
    ("int", ""), ("int", "12a"), ("int", "1.5"), ("int", "1,23"), ("int", "9" * 60), ("int", "٣"),
    ("num", ""), ("num", "."), ("num", "1e5"), ("num", "nan"), ("num", "--"),
    ("percent", "%"), ("dbm", "N/A"), ("mw_to_dbm", "-1"), ("mw_to_dbm", "0.5 W"), ("bool", "maybe"),
    ("mac", "7c31.0e4a"), ("mac", "zz31.0e4a.1c01"), ("mac", "1:2:3:4:5:6:7"),
    ("ip", "10.0.0"), ("ip", "10.0.0.256"), ("ip", "host"), ("prefix", "10.0.0.0/33"), ("prefix_length", "255.0.255.0"),
    ("area", "core"), ("area", "4294967296"), ("asn", "1.2.3"),
    ("duration", ""), ("duration", "never"), ("duration", "1 fortnight"), ("duration", "1w x"), ("duration", "1:2"),
    ("milliseconds", "timeout"), ("speed", "auto"), ("speed", "fast"), ("bytes", "big"),
    ("difference", "1 - 2"), ("used_share", "0 / 0"), ("share_of", "25 of 16"), ("first_number", "about 3"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "cell", "value"), GOOD)
def test_a_cell_has_its_value(name: str, cell: str, value: object) -> None:
    assert normalise.CONVERSIONS[name](cell) == value


@pytest.mark.parametrize(("name", "cell"), BAD)
def test_a_cell_that_is_not_one_is_refused(name: str, cell: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        normalise.CONVERSIONS[name](cell)


def test_every_conversion_has_a_case() -> None:
    shown = {name for name, _, _ in GOOD} | {"enum", "ifname"}
    assert shown == set(normalise.CONVERSIONS)
