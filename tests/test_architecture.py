"""The house: every room imports downward, every word is translated, every command is described."""

import ast
import inspect
import re
import subprocess
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import click
import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from actiepunt.cli import placeholders
from actiepunt.cli.group import root
from actiepunt.git.process import GitProcess
from actiepunt.git.repository import Repository
from actiepunt.output import formats
from conftest import PROJECT, Desk
from helpers import commands

SOURCE = PROJECT / "src" / "actiepunt"
CATALOGUE = SOURCE / "locale" / "nl" / "LC_MESSAGES" / "actiepunt.po"
# From the top down: a package imports packages below it, or its own modules.
PACKAGES = (
    ("__main__",),
    ("cli",),
    ("site", "papers"),
    ("sync",),
    ("views",),
    ("harvest",),
    ("ical", "output", "importers", "documents"),
    ("templates", "history"),
    ("storage",),
    ("tomlfile", "git"),
    ("core",),
    ("disk", "text"),
    ("errors", "i18n", "__init__"),
)
PURE = {"core", "text", "errors"}  # the standard library only, and nothing of the system


def modules() -> list[Path]:
    """Return every module of the package."""
    return sorted(SOURCE.rglob("*.py"))


def package(path: Path) -> str:
    """Return the package that a module is in; a module at the top is one by itself."""
    first = path.relative_to(SOURCE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> set[str]:
    """Return the modules a module imports, wherever in its text."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module}
    return found


def test_every_package_has_its_place() -> None:
    assert {package(path) for path in modules()} == {name for names in PACKAGES for name in names}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_run_downward_only(path: Path) -> None:
    depth = {name: level for level, names in enumerate(PACKAGES) for name in names}
    mine = package(path)

    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "actiepunt" and len(parts) > 1 and parts[1] in depth:
            other = parts[1]
            assert other == mine or depth[other] > depth[mine], f"{mine} imports {other}"


def test_the_map_for_developers_names_every_module() -> None:
    page = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    drawing = page.partition("src/actiepunt/\n")[2].partition("```")[0]
    names = set(re.findall(r"[a-z_0-9]+", drawing))

    for path in modules():
        within = path.relative_to(SOURCE).parts
        if within[:2] not in {("cli", "commands"), ("output", "stats")}:
            assert {part.removesuffix(".py") for part in within} - {"__init__", "__main__"} <= names


def test_no_module_imports_itself_by_way_of_others() -> None:
    names = {
        ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts): path for path in modules()
    }
    graph = {
        name: {one for one in imports(path) if one in names and one != name}
        for name, path in names.items()
    }

    TopologicalSorter(graph).prepare()  # raises CycleError with the names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_their_own_package_knows_git_toml_and_the_clock(path: Path) -> None:
    names = {name.split(".")[0] for name in imports(path)}
    mine = package(path)

    if mine != "git":
        assert not names & {"git", "subprocess"}
    if mine != "tomlfile":
        assert not names & {"tomlkit", "rtoml", "tomllib"}
    if mine in PURE:
        standard = set(sys.stdlib_module_names) | {"actiepunt"}
        assert names <= standard
        assert not names & {"os", "pathlib", "io", "time"}
    text = path.read_text(encoding="utf-8")
    if path.name != "session.py":
        assert ".now(" not in text or "session.now(" in text
        assert "date.today(" not in text


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_only_the_package_git_runs_a_git_command(path: Path) -> None:
    private = {"_git", *(name for name in vars(GitProcess) if not name.startswith("__"))}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    attributes = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}

    assert {"_run", "_output", "_watch"} <= private
    assert package(path) == "git" or not attributes & private


def test_no_method_of_the_repository_takes_the_words_of_a_git_command() -> None:
    for name, method in inspect.getmembers(Repository, inspect.isroutine):
        if not name.startswith("_"):
            kinds = {parameter.kind for parameter in inspect.signature(method).parameters.values()}
            assert inspect.Parameter.VAR_POSITIONAL not in kinds, name


def test_modules_are_short_and_so_are_functions() -> None:
    for path in modules():
        text = path.read_text(encoding="utf-8")
        assert text.count("\n") <= 400, path
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                assert (node.end_lineno or 0) - node.lineno < 60, (path, node.name)


def test_every_message_is_in_the_dutch_catalogue_and_the_compiled_one_is_the_same() -> None:
    with CATALOGUE.open("rb") as file:
        catalogue = read_po(file, "nl")
    keywords = {"_": None, "N_": None, "say": None, "ngettext": (1, 2)}
    wanted = {
        message if isinstance(message, str) else message[0]
        for _file, _line, message, _comments, _context in extract_from_dir(
            str(SOURCE), keywords=keywords
        )
    }

    for path in modules():  # babel does not look into f-strings
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
                text = node.args[0]
                if node.func.id in keywords and isinstance(text, ast.Constant):
                    wanted.add(str(text.value))
    for template in (SOURCE / "templates").glob("*.j2"):
        wanted |= set(re.findall(r'_\("([^"]+)"\)', template.read_text(encoding="utf-8")))
    missing = sorted(text for text in wanted if text not in catalogue or not catalogue[text].string)
    assert missing == []
    for entry in catalogue:
        for error in entry.check():
            raise AssertionError((entry.id, error))
    with CATALOGUE.with_suffix(".mo").open("rb") as file:
        compiled = said(read_mo(file))
    assert compiled == said(catalogue), (
        "compile it: pybabel compile -D actiepunt -d src/actiepunt/locale"
    )


def said(catalogue: Catalog) -> set[tuple[tuple[str, ...], ...]]:
    """Return what a catalogue says: each message, with its plural, and its translation."""
    return {
        tuple(
            (text,) if isinstance(text, str) else tuple(text or ())
            for text in (entry.id, entry.string)
        )
        for entry in catalogue
        if entry.id
    }


def test_every_command_and_option_says_what_it_does_and_stands_in_the_readme() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")

    for name, command in commands(root):
        assert command.help, name
        assert f"actiepunt {name}" in readme, f"README does not name: {name}"
        for parameter in command.params:
            if isinstance(parameter, click.Option) and not parameter.hidden:
                assert parameter.help, (name, parameter.name)


def test_every_dependency_earns_its_line_in_the_readme() -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    project = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    block = project.split("\ndependencies = [")[1].split("]")[0]

    for line in block.strip().splitlines():
        name = line.strip(' ",').split(">")[0]
        assert f"| {name} |" in readme, name
    for name in formats():
        assert f"`{name}`" in readme


def test_the_screen_speaks_dutch_under_a_dutch_locale(filled: Desk) -> None:
    dutch = {"LC_ALL": "nl_NL.UTF-8", "LANGUAGE": ""}

    listing = filled.process("list", **dutch)
    refused = filled.process("close", "99", **dutch)
    usage = filled.process("list", "--frobnicate", **dutch)
    closed = filled.process("close", "1", **dutch)
    helped = filled.process("--help", **dutch)

    assert listing.out.split("\n")[0].split() == [
        "NUMMER", "TERMIJN", "TE", "LAAT", "ZOALS", "AFGESPROKEN", "STATUS", "GREMIUM",
        "ACTIEHOUDER", "ACTIEPUNT",
    ]  # fmt: skip
    assert "in behandeling" in listing.out
    assert "2025-099" in refused.err
    assert "there is" not in refused.err
    assert "option" not in usage.err
    assert closed.out.startswith("2025-001 afgerond: Koningsdag toelichten\n")
    assert "Usage" not in helped.out


def test_usage_speaks_the_language_of_the_screen(desk: Desk) -> None:
    usage = {
        ("close",): ("close [OPTIES] NUMMER...", "close [OPTIONS] ID..."),
        ("diff",): ("diff [OPTIES] [VAN] [TOT]", "diff [OPTIONS] [FROM] [TO]"),
        ("body", "edit"): ("body edit [OPTIES] NAAM", "body edit [OPTIONS] NAME"),
        ("meeting",): (
            "meeting [OPTIES] OPDRACHT [ARGUMENTEN]...", "meeting [OPTIONS] COMMAND [ARGS]...",
        ),
    }  # fmt: skip

    for words, (dutch, english) in usage.items():
        told = desk.process(*words, "--help", LC_ALL="nl_NL.UTF-8", LANGUAGE="").out
        assert told.startswith(f"Gebruik: actiepunt {dutch}\n")
        assert desk.good(*words, "--help").startswith(f"Usage: actiepunt {english}\n")
        assert "WHEN" not in told


def test_every_placeholder_has_a_translation_or_is_what_git_calls() -> None:
    for name, command in commands(root):
        for parameter in command.params if name != "merge-driver" else ():
            for word in re.findall(r"[A-Z][A-Z-]+", parameter.metavar or ""):
                assert word in placeholders.WORDS, (name, word)


def test_commits_speak_the_language_of_the_register(filled: Desk) -> None:
    filled.commit('language = "en"\n', "data/register.toml")
    filled.process("close", "1", LC_ALL="nl_NL.UTF-8")

    assert filled.git("log", "-1", "--format=%s") == "2025-001 done: Koningsdag toelichten\n"


def test_it_runs_as_a_module_and_tells_its_version() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "actiepunt", "--version"], capture_output=True, encoding="utf-8",
        check=True,
    )  # fmt: skip

    assert done.stdout.startswith("actiepunt, version 0.")
