"""Outputs of a Cisco IOS router of any size, for measuring how fast they are read."""

from __future__ import annotations

from collections.abc import Iterator

VERSION = """Cisco IOS Software, ISR Software (X86_64_LINUX_IOSD-UNIVERSALK9-M), Version 16.9.5, RELEASE SOFTWARE (fc1)
Technical Support: http://www.example.net/support
Copyright (c) 1986-2020 by the maker
Compiled Thu 30-Jan-20 23:12 by builder


ROM: IOS-XE ROMMON

bench-r1 uptime is 1 year, 5 weeks, 3 days, 4 hours, 17 minutes
Uptime for this control processor is 1 year, 5 weeks, 3 days, 4 hours, 19 minutes
System returned to ROM by reload
System image file is "bootflash:isr4400-universalk9.16.09.05.SPA.bin"
Last reload reason: PowerOn



This product contains features that are subject to the laws of several countries.
{notice}

cisco ISR4451-X/K9 (2RU) processor with 1687137K/6147K bytes of memory.
Processor board ID FOC0000X0XX
4 Gigabit Ethernet interfaces
32768K bytes of non-volatile configuration memory.
4194304K bytes of physical memory.
7341807K bytes of flash memory at bootflash:.

Configuration register is 0x2102
""".replace("{notice}", "\n".join(f"Line {number} of a notice, which says nothing here." for number in range(24)))

INTERFACE = """{name} is {state}, line protocol is {protocol} 
  Hardware is ISR4451-X-4x1GE, address is 0000.5e00.{number:04x} (bia 0000.5e00.{number:04x})
  Description: to office {number}
  Internet address is 10.{high}.{low}.1/24
  MTU 1500 bytes, BW 1000000 Kbit/sec, DLY 10 usec, 
     reliability 255/255, txload 1/255, rxload 1/255
  Encapsulation ARPA, loopback not set
  Keepalive not supported 
  Full Duplex, 1000Mbps, link type is auto, media type is LX
  output flow-control is off, input flow-control is off
  ARP type: ARPA, ARP Timeout 04:00:00
  Last input 00:00:00, output 00:00:00, output hang never
  Last clearing of "show interface" counters never
  Input queue: 0/375/0/0 (size/max/drops/flushes); Total output drops: {number}
  Queueing strategy: fifo
  Output queue: 0/40 (size/max)
  5 minute input rate 1000 bits/sec, 1 packets/sec
  5 minute output rate 1000 bits/sec, 1 packets/sec
     81823392 packets input, 52410228310 bytes, 0 no buffer
     Received 0 broadcasts (0 IP multicasts)
     0 runts, 0 giants, 0 throttles 
     {number} input errors, {number} CRC, 0 frame, 0 overrun, 0 ignored
     0 watchdog, 4 multicast, 0 pause input
     61022018 packets output, 33018220991 bytes, 0 underruns
     0 output errors, 0 collisions, 2 interface resets
     0 unknown protocol drops
     0 babbles, 0 late collision, 0 deferred
     1 lost carrier, 0 no carrier, 0 pause output
     0 output buffer failures, 0 output buffers swapped out
"""  # noqa: W291 - as the device prints it


def interfaces(count: int) -> str:
    """`show interfaces`; every fifth is down, every tenth switched off."""
    return "".join(
        INTERFACE.format(
            name=f"GigabitEthernet0/0/{number}", number=number, high=number // 256, low=number % 256,
            state="administratively down" if number % 10 == 9 else "down" if number % 5 == 4 else "up",
            protocol="down" if number % 5 == 4 else "up",
        )
        for number in range(count)
    )  # fmt: skip


def ip_interface_brief(count: int) -> str:
    """`show ip interface brief`."""
    rows = (
        f"{f'GigabitEthernet0/0/{number}':<23}{f'10.0.{number}.1':<16}YES NVRAM  "
        f"{'administratively down' if number % 10 == 9 else 'up':<22}{'down' if number % 10 == 9 else 'up':<8}"
        for number in range(count)
    )
    head = "Interface              IP-Address      OK? Method Status                Protocol"
    return "\n".join([head, *rows]) + "\n"


def ip_route(count: int) -> str:
    """`show ip route`: half OSPF, a quarter BGP, a quarter connected."""
    return "\n".join([*_route_head(), *(_route(number) for number in range(count))]) + "\n"


def _route_head() -> Iterator[str]:
    yield "Codes: L - local, C - connected, S - static, R - RIP, M - mobile, B - BGP"
    yield "       D - EIGRP, EX - EIGRP external, O - OSPF, IA - OSPF inter area "
    yield "       E1 - OSPF external type 1, E2 - OSPF external type 2"
    yield "       ia - IS-IS inter area, * - candidate default, U - per-user static route"
    yield ""
    yield "Gateway of last resort is 10.20.0.1 to network 0.0.0.0"
    yield ""
    yield "S*    0.0.0.0/0 [1/0] via 10.20.0.1"
    yield "      10.0.0.0/8 is variably subnetted, 4 subnets, 2 masks"


def _route(number: int) -> str:
    prefix = f"10.{64 + number // 256}.{number % 256}.0/24"
    if number % 4 == 1:
        return f"B        {prefix} [20/0] via 10.20.0.{number % 250 + 1}, 3w1d"
    if number % 4 == 3:
        return f"C        {prefix} is directly connected, GigabitEthernet0/0/{number % 48}"
    hop = f"10.20.1.{number % 250 + 1}, 2d03h, GigabitEthernet0/0/{number % 4}"
    return f"O        {prefix} [110/{number % 100 + 1}] via {hop}"


def bgp_summary(count: int) -> str:
    """`show ip bgp summary`; every fifth session is down."""
    head = [
        "BGP router identifier 10.255.0.1, local AS number 64512",
        "BGP table version is 1201, main routing table version 1201",
        "Neighbor        V           AS MsgRcvd MsgSent   TblVer  InQ OutQ Up/Down  State/PfxRcd",
    ]  # fmt: skip
    rows = (
        f"{f'10.20.2.{number + 1}':<16}4 {64600 + number:>12} {1000 + number:>7} {900 + number:>7} {1201:>8}    0    0 "
        f"{'never    Idle' if number % 5 == 4 else f'3d04h    {number * 7:>12}'}"
        for number in range(count)
    )
    return "\n".join([*head, *rows]) + "\n"


def mac_table(count: int) -> str:
    """`show mac address-table`."""
    head = ["          Mac Address Table", "-------------------------------------------", "",
            "Vlan    Mac Address       Type        Ports", "----    -----------       --------    -----"]  # fmt: skip
    rows = (
        f"{number % 90 + 10:>4}    0000.5e{number // 65536:02x}.{number % 65536:04x}    DYNAMIC     "
        f"Gi1/0/{number % 48 + 1}"
        for number in range(count)
    )
    return "\n".join([*head, *rows, f"Total Mac Addresses for this criterion: {count}"]) + "\n"
