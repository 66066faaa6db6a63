"""The five commands that every client asks."""

COMMANDS = ("show version", "show ip interface brief", "show interfaces", "show ip route", "show ip bgp summary")
