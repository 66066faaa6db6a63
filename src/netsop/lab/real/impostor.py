"""Somebody else on a cable who says that an address is his: ARP frames of a duplicate or stolen address (RFC 5227)."""

from __future__ import annotations

MAC = bytes.fromhex("026666666666")
"""The hardware address of the one who claims addresses that are not his."""

_BROADCAST = b"\xff" * 6
_ARP = b"\x08\x06"
_REPLY_FOR_IPV4 = bytes.fromhex("0001080006040002")


def announcement(address: bytes) -> bytes:
    """A gratuitous ARP reply, to everyone: this IPv4 address (4 bytes) is at MAC.

    Sender and target are the same, or Linux takes it for an ordinary reply and keeps what it has just learnt.
    """
    return _BROADCAST + MAC + _ARP + _REPLY_FOR_IPV4 + (MAC + address) * 2


def claimed_sender(frame: bytes, claimed: frozenset[bytes]) -> bytes | None:
    """The address of an ARP frame's sender, when it is one of those that are claimed."""
    if frame[12:14] != _ARP or len(frame) < 42:
        return None
    sender = frame[28:32]
    return sender if sender in claimed else None
