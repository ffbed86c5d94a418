"""Reading a YAML file: PyYAML for the syntax, the CLI's own rules for everything else."""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from yaml.parser import Parser
from yaml.reader import Reader, ReaderError
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from . import syntax
from .document import Document
from .problems import KeyPath, Problem, ProblemsError, dotted
from .scalars import resolve, spelled

_PLAIN = "plain"
_QUOTED = "quoted"
_CORE = "tag:yaml.org,2002:"
# An alias repeats what it names; a few lines of nested aliases stand for billions of values.
_MOST_VALUES = 100_000
# What an escape such as \\ud83d makes; Go refuses it, pairs of them included.
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")
_TYPES: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "bool": (bool,),
    "int": (int,),
    "float": (float, int),
    "timestamp": (str,),
}


class _Nodes(Reader, Scanner, Parser, Composer, BaseResolver):
    """Composes nodes and decides no type: a scalar's tag says plain or quoted, or is the one written down."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        BaseResolver.__init__(self)

    def resolve(self, kind: type[Node], _value: Any, implicit: Any) -> str:
        return (_PLAIN if implicit[0] else _QUOTED) if kind is ScalarNode else ""


def read_document(path: Path, *, name: str) -> Document:
    """Read the file; raises ProblemsError where it cannot be read, is not YAML or says a thing twice."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ProblemsError([syntax.unreadable(name, path, error)]) from None
    return parse_document(data, name=name)


def parse_document(data: bytes, *, name: str) -> Document:
    """`read_document` for content that is in memory."""
    try:
        text = data.decode("utf-8-sig")
        node = _Nodes(text).get_single_node()
        builder = _Builder(name, text)
        value = {} if node is None else builder.build(node, ())
    except UnicodeDecodeError as error:
        raise ProblemsError([syntax.not_utf8(name, data, error)]) from None
    except ReaderError as error:
        raise ProblemsError([syntax.control_character(name, text, error)]) from None
    except yaml.MarkedYAMLError as error:
        raise ProblemsError([syntax.broken(name, text, error)]) from None
    except RecursionError:
        raise ProblemsError([syntax.too_deep(name)]) from None
    except (ValueError, OverflowError):
        # PyYAML gives any number after \U to chr(), and any version to int().
        raise ProblemsError([syntax.impossible_number(name, text)]) from None
    if builder.problems:
        raise ProblemsError(builder.problems)
    return Document(
        name=name,
        value={} if value is None else value,
        positions=builder.positions,
        texts=builder.texts,
        odd_keys=builder.odd_keys,
    )


class _Builder:
    """Turns nodes into values, and notes where each of them stands."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.text = text
        self.positions: dict[KeyPath, tuple[int, int]] = {}
        self.texts: dict[KeyPath, str] = {}
        self.odd_keys: dict[KeyPath, str] = {}
        self.problems: list[Problem] = []
        self._open: set[int] = set()
        self._count = 0

    def build(self, node: Node, path: KeyPath) -> Any:
        self._count += 1
        if self._count > _MOST_VALUES:
            if self._count == _MOST_VALUES + 1:
                self._problem(node, path, *syntax.TOO_MANY_ALIASES)
            return None
        self.positions.setdefault(path, _place(node))
        if isinstance(node, ScalarNode):
            self.texts[path] = self.text[node.start_mark.index : node.end_mark.index]
            return self._scalar(node, path)
        if id(node) in self._open:
            self._problem(node, path, *syntax.CONTAINS_ITSELF)
            return None
        self._open.add(id(node))
        try:
            if isinstance(node, SequenceNode):
                return [self.build(item, (*path, index)) for index, item in enumerate(node.value)]
            return self._mapping(node, path)
        finally:
            self._open.discard(id(node))

    def _mapping(self, node: Node, path: KeyPath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key, (key_node, value_node) in self._pairs(node, path).items():
            self.positions[*path, key] = _place(key_node)
            result[key] = self.build(value_node, (*path, key))
        return result

    def _pairs(self, node: Node, path: KeyPath) -> dict[str, tuple[Node, Node]]:
        """The mapping's keys with their nodes; `<<: *other` brings those that the mapping has not itself."""
        pairs: dict[str, tuple[Node, Node]] = {}
        sources: list[Node] = []
        for key_node, value_node in node.value:
            if key_node.tag in (_PLAIN, f"{_CORE}merge") and key_node.value == "<<":
                sources += value_node.value if isinstance(value_node, SequenceNode) else [value_node]
                continue
            key = self._key(key_node, path)
            if key is None:
                continue
            if key in pairs:
                first = pairs[key][0].start_mark.line + 1
                self._problem(key_node, (*path, key), *syntax.defined_twice(key, first))
                continue
            pairs[key] = (key_node, value_node)
        for source in sources:
            for key, pair in self._merged(source, path).items():
                pairs.setdefault(key, pair)
        return pairs

    def _merged(self, source: Node, path: KeyPath) -> dict[str, tuple[Node, Node]]:
        if not isinstance(source, MappingNode):
            self._problem(source, path, *syntax.MERGE_IS_NO_MAPPING)
            return {}
        if id(source) in self._open:
            self._problem(source, path, *syntax.CONTAINS_ITSELF)
            return {}
        self._count += 1
        if self._count > _MOST_VALUES:
            return {}
        self._open.add(id(source))
        try:
            return self._pairs(source, path)
        finally:
            self._open.discard(id(source))

    def _key(self, node: Node, path: KeyPath) -> str | None:
        if not isinstance(node, ScalarNode):
            self._problem(node, path, *syntax.KEY_IS_NO_TEXT)
            return None
        value = self._scalar(node, path)
        if isinstance(value, str):
            return str(value)
        key = "<nil>" if value is None else spelled(value)
        self.odd_keys[*path, key] = node.value
        return key

    def _scalar(self, node: ScalarNode, path: KeyPath) -> Any:
        text: str = node.value
        if _HALF_CHARACTER.search(text):
            self._problem(node, path, *syntax.HALF_A_CHARACTER)
            return None
        if node.tag == _PLAIN:
            return resolve(text)
        if node.tag == _QUOTED or not node.tag.startswith(_CORE):
            return text
        tag = node.tag.removeprefix(_CORE)
        if tag == "binary":
            try:
                return base64.b64decode(text).decode("utf-8", "replace")
            except binascii.Error:
                self._problem(node, path, *syntax.not_of_tag(text, tag))
                return None
        value = resolve(text)
        if tag not in _TYPES:
            return text
        if not isinstance(value, _TYPES[tag]) or (tag != "bool" and isinstance(value, bool)):
            self._problem(node, path, *syntax.not_of_tag(text, tag))
            return None
        return float(resolve(text)) if tag == "float" else value

    def _problem(self, node: Node, path: KeyPath, message: str, allowed: str, fix: str) -> None:
        line, column = _place(node)
        given = self.text[node.start_mark.index : node.end_mark.index].partition("\n")[0].strip()
        self.problems.append(
            Problem(
                file=self.name,
                line=line,
                column=column,
                key=dotted(path),
                message=message,
                given=given,
                allowed=allowed,
                fix=fix,
            )
        )


def _place(node: Node) -> tuple[int, int]:
    return node.start_mark.line + 1, node.start_mark.column + 1
