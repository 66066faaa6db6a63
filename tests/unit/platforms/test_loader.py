from __future__ import annotations

from pathlib import Path

import pytest

from netsop.errors import InvalidInput
from netsop.model.platform import Platform
from netsop.platforms.loader import load_platforms

HEAD = "title: Mine\ndriver: {netmiko: x}\nread_only: ['show [a-z ]+']\n"
PROBE = "probes:\n  arp:\n    command: show arp\n    parser: {rows: '[]'}\n    facts: []\n"


def write(root: Path, name: str, text: str, **files: str) -> Path:
    folder = root / "inventory" / "extend" / "platforms" / name
    folder.mkdir(parents=True)
    (folder / "platform.yaml").write_text(text, encoding="utf-8")
    for file, content in files.items():
        (folder / f"{file}.textfsm").write_text(content, encoding="utf-8")
    return folder


def loaded(root: Path | None) -> dict[str, Platform]:
    return dict(load_platforms(root).items())


def test_ours_are_found_without_a_workspace() -> None:
    found = load_platforms(None)
    assert {"cisco_ios", "mikrotik_routeros", "linux", "frr"} <= set(found)
    assert not any(platform.foreign for platform in found.values())


def test_what_is_extended_is_merged() -> None:
    found = load_platforms(None)
    frr, linux = found["frr"], found["linux"]
    assert frr.driver == linux.driver
    assert frr.probes["interfaces"] == linux.probes["interfaces"]
    assert frr.probes["route"].command != linux.probes["route"].command
    assert "bgp" in frr.probes
    assert "bgp" not in linux.probes
    assert linux.readers["bgp.frr"] == frr.probes["bgp"]
    assert "bgp.frr" in linux.lent


def test_a_workspace_brings_its_own_and_templates_are_inlined(tmp_path: Path) -> None:
    text = PROBE.replace("rows: '[]'", "textfsm: t.textfsm")
    write(tmp_path, "mine", HEAD + text, t="Value A (x)\n\nStart\n  ^${A}\n")
    mine = load_platforms(tmp_path)["mine"]
    assert mine.foreign
    assert mine.probes["arp"].parser.template.startswith("Value A")


def test_a_workspace_extends_ours_of_the_same_name(tmp_path: Path) -> None:
    write(tmp_path, "cisco_ios", "title: Ours\nextends: cisco_ios\n" + PROBE.replace("show arp", "show arp detail"))
    found = load_platforms(tmp_path)["cisco_ios"]
    assert found.foreign
    assert found.title == "Ours"
    assert found.probes["arp"].command == "show arp detail"
    assert "bgp" in found.probes


@pytest.mark.parametrize(
    "command",
    [
        "configure terminal", "show arp ; reload", "show arp && reboot", "show arp > /etc/passwd", "show `reload`",
        "show $(reload)", "reload", "show arp | tee x", "show arp\\n reload", "Show arp", " show arp",
    ],
)  # fmt: skip
def test_a_command_that_does_more_than_look_is_refused(tmp_path: Path, command: str) -> None:
    write(tmp_path, "mine", HEAD + PROBE.replace("show arp", f"'{command}'"))
    with pytest.raises(InvalidInput, match="not a read-only command") as caught:
        load_platforms(tmp_path)["mine"]
    assert caught.value.where is not None
    assert caught.value.where.line == 6
    assert caught.value.where.field == "probes.arp.command"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("title: Mine\n", "driver: is missing"),
        (HEAD + "probs: {}\n", "platform.yaml:4: probs: is not a known field"),
        (HEAD + PROBE.replace("rows: '[]'", "textfsm: ../x.textfsm"), "not the name of a template"),
        (HEAD + PROBE.replace("rows: '[]'", "textfsm: none.textfsm"), "cannot be read"),
        (HEAD + PROBE.replace("rows: '[]'", "rows: '[]', pairs: sheet"), "exactly one of"),
        (HEAD + PROBE.replace("  arp:", "  Arp:"), "lower case"),
        (HEAD + "extends: nothing\n", "there is no platform 'nothing'"),
        (HEAD + "extends: mine\n", "there is no platform 'mine'"),
        (HEAD + PROBE.replace("[]\n", "[{fact: arp, fields: {ip: {column: a, value: 1}}}]\n"), "needs either"),
        (HEAD + "driver: {netmiko: y}\n", "twice"),
    ],
)
def test_a_wrong_folder_is_named_with_file_line_and_field(tmp_path: Path, text: str, why: str) -> None:
    write(tmp_path, "mine", text)
    with pytest.raises(InvalidInput) as caught:
        load_platforms(tmp_path)["mine"]
    assert why in str(caught.value)
    assert "platform.yaml" in str(caught.value)


def test_a_circle_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "a", "title: A\nextends: b\n")
    write(tmp_path, "b", "title: B\nextends: a\n")
    with pytest.raises(InvalidInput, match="circle"):
        load_platforms(tmp_path)["a"]


def test_what_a_workspace_extends_keeps_its_other_names_and_what_it_borrows(tmp_path: Path) -> None:
    write(tmp_path, "linux", "title: Ours\nextends: linux\n")
    write(tmp_path, "cisco_ios", "title: Ours\nextends: cisco_ios\nalso:\n  - office_ios  # in block style\n")
    found = load_platforms(tmp_path)
    assert "bgp.frr" in found["linux"].readers
    assert found["cisco_xe"].title == found["office_ios"].title == "Ours"
    assert "in" not in found


def test_a_template_of_another_platform_or_of_ntc_templates_may_be_named(tmp_path: Path) -> None:
    for name, parser in (("a", "textfsm: cisco_ios/arp.textfsm"), ("b", "ntc: cisco_ios_show_ip_arp")):
        write(tmp_path, name, HEAD + PROBE.replace("rows: '[]'", parser))
        assert "Start" in load_platforms(tmp_path)[name].probes["arp"].parser.template
    write(tmp_path, "c", HEAD + PROBE.replace("rows: '[]'", "ntc: no_such_template"))
    with pytest.raises(InvalidInput, match="no_such_template"):
        load_platforms(tmp_path)["c"]


@pytest.mark.parametrize("head", ["\xe9".encode("latin-1"), b"title: ["])
def test_a_platform_that_cannot_be_read_does_not_keep_others_from_being_found(tmp_path: Path, head: bytes) -> None:
    write(tmp_path, "mine", HEAD)
    (tmp_path / "inventory/extend/platforms/mine/platform.yaml").write_bytes(head)
    assert load_platforms(tmp_path)["cisco_xe"].name == "cisco_ios"
    with pytest.raises(InvalidInput, match=r"platform\.yaml"):
        load_platforms(tmp_path)["mine"]


def test_read_only_rules_that_are_no_expressions_are_named(tmp_path: Path) -> None:
    write(tmp_path, "mine", HEAD.replace("'show [a-z ]+'", "'('"))
    with pytest.raises(InvalidInput, match="read_only: not regular expressions"):
        load_platforms(tmp_path)["mine"]
