"""A workspace is found from any of its folders, read whole, and has a digest of what it declares."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from nornir.plugins.inventory import SimpleInventory

from netsop.errors import InvalidInput, NotFound
from netsop.workspace.intent import read_intent
from netsop.workspace.inventory import read_hosts
from netsop.workspace.lab import read_lab
from netsop.workspace.root import find_root, open_workspace

Edit = Callable[[str, str, str], None]


def test_found_from_any_folder_in_it(city: Path) -> None:
    assert find_root(city / "inventory/intent") == city.resolve()


def test_found_through_a_symbolic_link(city: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(city / "inventory")
    assert find_root(tmp_path / "link") == city.resolve()


def test_a_folder_that_is_in_none(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"there is no netsop\.yaml here or above"):
        find_root(tmp_path)


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="no such folder"):
        find_root(tmp_path / "nowhere")


def test_hosts_take_from_groups_and_defaults(city: Path, edit: Edit) -> None:
    core, far = "core: {port: 2222, groups: [far], data: {model: any}}", "far: {username: far, port: 1}"
    edit("inventory/groups.yaml", "core: {}", f"{core}\n{far}")
    host = read_hosts(city)["core1"]
    assert (host.port, host.username, host.password) == (2222, "far", "env:NETSOP_PASSWORD")
    assert host.data.model == "ISR4451-X"


def test_a_host_without_an_address_is_reached_by_its_name(city: Path, edit: Edit) -> None:
    edit("inventory/hosts.yaml", "  hostname: 172.31.250.1\n", "")
    assert read_hosts(city)["core1"].hostname == "core1"


def test_nornir_reads_the_same_hosts(city: Path) -> None:
    theirs = SimpleInventory(
        *(str(city / f"inventory/{name}.yaml") for name in ("hosts", "groups", "defaults"))
    ).load()
    for name, host in read_hosts(city).items():
        other = theirs.hosts[name]
        assert (other.hostname, other.platform, other.port, other.username) == (
            host.hostname, host.platform, host.port, host.username,
        )


def test_intent_has_the_adjacencies_of_its_links(city: Path) -> None:
    intent = read_intent(city)
    assert {session.name for session in intent.all_sessions()} >= {"bgp-core1-isp1", "ospf-core1-dist1"}


def test_equal_declarations_equal_digest(city: Path, edit: Edit) -> None:
    first = open_workspace(city).digest
    edit("inventory/hosts.yaml", "# Devices", "# The devices")
    edit("inventory/defaults.yaml", "env:NETSOP_PASSWORD", "env:OTHER")
    assert open_workspace(city).digest == first


def test_another_declaration_another_digest(city: Path, edit: Edit) -> None:
    first = open_workspace(city).digest
    edit("inventory/intent/links.yaml", "cost: 10", "cost: 11")
    assert open_workspace(city).digest != first


def test_many_problems_are_one_error_with_the_first_ones(city: Path) -> None:
    path = city / "inventory/intent/links.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("kind: fibre", "kind: fiber"), encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        open_workspace(city)
    assert len(caught.value.parts) == 12
    assert str(caught.value).count("\n") == 8
    assert "and 4 more: `netsop inventory check`" in str(caught.value)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("circuit: isp1-main", "circuit: isp9", "inventory/lab.yaml:9: providers[0].circuit: there is no circuit"),
        ("as: 64501", "as: 64599", "inventory/lab.yaml:9: providers[0].as: the circuit 'isp1-main' says AS 64501"),
        ("preferred: isp1-main", "preferred: x", "inventory/lab.yaml:12: preferred: no provider has the circuit 'x'"),
        ("  srv1:", "  srv9:", "inventory/lab.yaml:14: servers.srv9: there is no device 'srv9'"),
        ("  prefix: 203.0.113.0/24\n", "", "inventory/lab.yaml:2: internet.prefix: is missing"),
    ],
)
def test_a_wrong_laboratory(city: Path, edit: Edit, old: str, new: str, expected: str) -> None:
    edit("inventory/lab.yaml", old, new)
    with pytest.raises(InvalidInput) as caught:
        read_lab(city)
    assert str(caught.value).startswith(expected)


def test_no_laboratory_file(city: Path) -> None:
    (city / "inventory/lab.yaml").unlink()
    with pytest.raises(NotFound, match=r"inventory/lab\.yaml: no such file"):
        read_lab(city)
