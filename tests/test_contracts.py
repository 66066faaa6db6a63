"""What keeps the code in its shape: who may import whom, and how large a piece may grow."""

from __future__ import annotations

import ast
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
SOURCE = REPOSITORY / "src/netsop"
MODULES = sorted(SOURCE.rglob("*.py"))
PURE = ("model", "facts", "probes", "parse", "checks", "diagnosis")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def _name(path: Path) -> str:
    return str(path.relative_to(SOURCE))


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [str(program), "--no-logo", "--no-cache", "--config", str(folder / "pyproject.toml")],
        cwd=folder, env={**os.environ, "PYTHONPATH": str(folder / "src")}, capture_output=True, text=True, check=False,
    )


def test_imports_keep_to_the_layers() -> None:
    done = _lint(REPOSITORY)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("module", "line"),
    [
        ("parse/extra.py", "import netsop.checks"),
        ("model/extra.py", "import netsop.facts.fact"),
        ("checks/extra.py", "import os"),
        ("diagnosis/extra.py", "from netsop import clock"),
        ("collect/extra.py", "import netsop.pipeline"),
        ("report/extra.py", "import netsop.cli.app"),
        ("novelty.py", "import netsop.errors"),
    ],
)
def test_the_rule_bites(tmp_path: Path, module: str, line: str) -> None:
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    shutil.copytree(SOURCE, tmp_path / "src/netsop", ignore=lambda folder, names: [
        name for name in names if not name.endswith(".py") and not (Path(folder) / name).is_dir()
    ])
    (tmp_path / "src/netsop" / module).write_text(f"{line}\n", encoding="utf-8")
    done = _lint(tmp_path)
    assert done.returncode == 1, done.stdout
    assert Path(module).stem in done.stdout


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_module_is_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_a_function_is_short(path: Path) -> None:
    functions = [node for node in ast.walk(_tree(path)) if isinstance(node, Function)]
    assert [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= 60] == []


def test_most_pieces_are_much_smaller() -> None:
    lengths = [len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES]
    functions = [
        (node.end_lineno or 0) - node.lineno + 1
        for path in MODULES for node in ast.walk(_tree(path)) if isinstance(node, Function)
    ]
    assert statistics.median(lengths) <= 100
    assert statistics.quantiles(functions, n=10)[-1] <= 25


def _public(body: list[ast.stmt]) -> Iterator[ast.ClassDef | Function]:
    for node in body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node.body)


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_what_is_public_says_what_it_is(path: Path) -> None:
    tree = _tree(path)
    assert not tree.body or ast.get_docstring(tree)
    assert [node.name for node in _public(tree.body) if not ast.get_docstring(node)] == []


def _calls(path: Path) -> set[str]:
    nodes = ast.walk(_tree(path))
    return {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


@pytest.mark.parametrize("path", [path for path in MODULES if "cli" not in path.parts], ids=_name)
def test_only_the_command_line_prints(path: Path) -> None:
    assert not _calls(path) & {"print", "input", "breakpoint"}


@pytest.mark.parametrize(
    "path", [path for path in MODULES if path.relative_to(SOURCE).parts[0] in PURE], ids=_name
)
def test_a_pure_module_opens_nothing(path: Path) -> None:
    assert not _calls(path) & {"open", "eval", "exec", "compile", "__import__"}


def test_no_drawer_for_odds_and_ends() -> None:
    assert [_name(path) for path in MODULES if path.stem in {"utils", "util", "helpers", "misc", "common"}] == []


@pytest.mark.parametrize("path", sorted(REPOSITORY.glob("tests/**/*.py")), ids=str)
def test_no_test_sleeps(path: Path) -> None:
    """A test waits for what it can see, with a limit: only a function named `poll` may pause between looks."""
    tree = _tree(path)
    pollers = [node for node in ast.walk(tree) if isinstance(node, Function) and node.name == "poll"]
    allowed = {call for poller in pollers for call in ast.walk(poller)}
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node not in allowed)
    assert [node.lineno for node in calls if _is_time_sleep(node.func)] == []


def _is_time_sleep(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute) and function.attr == "sleep"
        and isinstance(function.value, ast.Name) and function.value.id == "time"
    )
