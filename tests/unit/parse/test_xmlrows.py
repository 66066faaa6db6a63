from __future__ import annotations

import pytest

from netsop.parse.rows import Rows
from netsop.parse.xmlrows import read

REPLY = """<rpc-reply xmlns:junos="http://xml.example.net/junos">
  <peers xmlns="http://xml.example.net/p">
    <peer><name>10.0.0.1</name><up junos:seconds="61">0:01:01</up></peer>
    <peer><name> 10.0.0.2 </name><flag/></peer>
  </peers>
</rpc-reply>
{master}"""


def rows(text: str, *paths: str) -> Rows:
    lines = text.split("\n")
    return read(paths, lines, range(1, len(lines) + 1))


def test_elements_are_rows_without_envelope_namespace_and_prompt() -> None:
    found = rows(REPLY, "peers.peer[]")
    assert [row.cells.get("name") for row in found.rows] == ["10.0.0.1", "10.0.0.2"]
    assert [row.cells.get("up@seconds", "") for row in found.rows] == ["61", ""]
    assert found.unread == []


def test_one_element_is_a_list_of_one_and_the_first_path_that_leads_anywhere_counts() -> None:
    text = "<peers><peer><name>a</name></peer></peers>"
    assert len(rows(text, "nothing.peer[]", "peers.peer[]").rows) == 1
    assert rows(text, "nothing.peer[]").unread


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (REPLY[: REPLY.index("10.0.0.2")], "broken"),
        ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "document type"),
        ("<a>" * 100 + "</a>" * 100, "nested deeper"),
    ],
)
def test_what_is_not_whole_or_not_harmless_is_unread(text: str, why: str) -> None:
    found = rows(text, "a")
    assert found.rows == []
    assert why in found.unread[0].reason


def test_a_text_without_xml_has_no_rows() -> None:
    assert rows("error: syntax error", "a").rows == []
