"""The network as Mermaid text, which GitHub and GitLab draw in a ```mermaid block or an .mmd file."""

from __future__ import annotations

from netsop.report.graph.network import Edge, Network, Node

_LINES = {"fibre": "---", "copper": "---", "radio": "-.-"}
_CLASSES = {
    "isp": "fill:#fff,stroke:#8a5a00,stroke-dasharray:4 3,color:#000",
    "core": "fill:#e8effa,stroke:#1f4e8c,stroke-width:2px,color:#000",
    "distribution": "fill:#eef7ee,stroke:#2e6b34,color:#000",
    "switch": "fill:#fff,stroke:#555,color:#000",
    "office": "fill:#fff,stroke:#555,color:#000",
    "server": "fill:#f5f0fa,stroke:#5d3a8c,color:#000",
    "monitor": "fill:#f5f0fa,stroke:#5d3a8c,color:#000",
}


def mermaid(network: Network) -> str:
    """The text. Names and titles are quoted, so that none of them is taken for Mermaid's own signs or HTML."""
    identifiers = {name: f"n{index}" for index, name in enumerate(network.nodes)}
    rows = sorted(network.nodes, key=lambda name: network.nodes[name].row)
    lines = ["graph TD", *(f"  {_node(identifiers[name], network.nodes[name])}" for name in rows)]
    lines += [f"  {_edge(edge, identifiers)}" for edge in network.edges]
    for role in sorted({node.role for node in network.nodes.values()}):
        members = ",".join(identifiers[name] for name in rows if network.nodes[name].role == role)
        lines += [f"  classDef {role} {_CLASSES[role]}", f"  class {members} {role}"]
    return "\n".join(lines) + "\n"


def _node(identifier: str, node: Node) -> str:
    label = "<br/>".join(quoted(line) for line in (node.name, *node.lines))
    return f'{identifier}(["{label}"])' if node.role == "isp" else f'{identifier}["{label}"]'


def _edge(edge: Edge, identifiers: dict[str, str]) -> str:
    return f'{identifiers[edge.a]} {_LINES[edge.kind]}|"{quoted(edge.name)}"| {identifiers[edge.b]}'


def quoted(text: str) -> str:
    """Text for a quoted label: signs with a meaning become Mermaid's entities (`#quot;`)."""
    plain = " ".join(text.split())
    return "".join(c if c.isalnum() or c in " .,:/()+-_'·" else f"#{ord(c)};" for c in plain)
