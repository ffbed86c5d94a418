"""A file's values stand where the document says, and a broken file says where it breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from preview.project import Document, Problem, ProblemsError, parse_document, read_document


def read(text: str) -> Document:
    return parse_document(text.encode(), name="f.yaml")


def complaints(text: str | bytes) -> str:
    with pytest.raises(ProblemsError) as caught:
        parse_document(text if isinstance(text, bytes) else text.encode(), name="f.yaml")
    return str(caught.value)


def attempt(content: bytes) -> tuple[Document | None, tuple[Problem, ...]]:
    try:
        return parse_document(content, name="f.yaml"), ()
    except ProblemsError as error:
        return None, error.problems


STACK = """\
# a comment
config:
  aws:region: eu-west-1

  app:network:
    cidr: "10.0.0.0/16"
    zones: [a, b]
    ports:
      - 80
      - 0443
"""


def test_values_follow_the_rules_of_the_cli() -> None:
    assert read(STACK).value == {
        "config": {
            "aws:region": "eu-west-1",
            "app:network": {"cidr": "10.0.0.0/16", "zones": ["a", "b"], "ports": [80, 291]},
        }
    }


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("config",), (2, 1)),
        (("config", "aws:region"), (3, 3)),
        (("config", "app:network", "cidr"), (6, 5)),
        (("config", "app:network", "zones", 1), (7, 16)),
        (("config", "app:network", "ports", 0), (9, 9)),
        # what is not there stands where it belongs
        (("config", "app:network", "segment"), (5, 3)),
        (("config", "app:other", "x"), (2, 1)),
        ((), (2, 1)),
    ],
)
def test_positions_are_those_of_the_keys(path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    found = read(STACK).position(path)

    assert (found.file, found.line, found.column) == ("f.yaml", *place)


def test_scalars_are_kept_as_they_are_written() -> None:
    document = read(STACK)

    assert document.written(("config", "app:network", "cidr")) == '"10.0.0.0/16"'
    assert document.written(("config", "app:network", "ports", 1)) == "0443"
    assert document.written(("config", "app:network", "zones")) is None
    assert document.written(("config", "nothing")) is None
    assert dict(document.scalars(("config", "app:network", "zones"))) == {
        ("config", "app:network", "zones", 0): "a",
        ("config", "app:network", "zones", 1): "b",
    }


def test_quotes_blocks_and_tags_make_text() -> None:
    document = read('a: "1"\nb: \'2\'\nc: |\n  3\nd: !!str 4\ne: !own 5\nf: !!float 6\ng: !!int "7"\n')

    assert document.value == {"a": "1", "b": "2", "c": "3\n", "d": "4", "e": "5", "f": 6.0, "g": 7}


def test_merged_keys_yield_to_those_of_the_mapping_itself() -> None:
    document = read("base: &b {x: 1, y: 2}\nown:\n  y: 3\n  <<: *b\nboth:\n  <<: [*b, {z: 4, x: 5}]\n")

    assert document.value["own"] == {"y": 3, "x": 1}
    assert document.value["both"] == {"x": 1, "y": 2, "z": 4}
    assert str(document.position(("own", "x"))) == "f.yaml:1"


def test_keys_that_are_no_text_are_noted() -> None:
    document = read("111122223333: a\ntrue: b\n~: c\n'1': d\n")

    assert document.value == {"111122223333": "a", "true": "b", "<nil>": "c", "1": "d"}
    assert document.odd_keys == {("111122223333",): "111122223333", ("true",): "true", ("<nil>",): "~"}


@pytest.mark.parametrize("content", [b"", b"# nothing\n", b"---\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_an_empty_mapping(content: bytes) -> None:
    assert parse_document(content, name="f.yaml").value == {}


def test_a_byte_order_mark_moves_nothing() -> None:
    document = parse_document(b"\xef\xbb\xbfa: b\n", name="f.yaml")

    assert document.value == {"a": "b"}
    assert document.written(("a",)) == "b"


BROKEN = [
    (
        "a: b: c\n",
        "f.yaml:1:5  Not valid YAML: mapping values are not allowed here\n"
        "    given    a: b: c\n"
        "    allowed  one `key: value` to a line, below its parent's indentation\n"
        "    fix      Correct the indentation, or quote a value that contains `: `.",
    ),
    (
        "config:\n\tapp:x: 1\n",
        "f.yaml:2:1  Not valid YAML: found character '\\t' that cannot start any token\n"
        "    given    \\tapp:x: 1\n"
        "    allowed  spaces for indentation, and quotes around a value that starts with @, ` or %\n"
        "    fix      Replace the tab by spaces.",
    ),
    (
        "a: 'x\nb: 1\n",
        "f.yaml:1:4  Not valid YAML: the quote is never closed\n"
        "    given    a: 'x\n"
        "    allowed  a closing quote\n"
        "    fix      Close the quote.",
    ),
    (
        "a: [1, 2\nb: 3\n",
        "f.yaml:2:2  Not valid YAML: while parsing a flow sequence that starts at line 1, "
        "expected ',' or ']', but got ':'\n"
        "    given    b: 3\n"
        "    allowed  a list as [a, b], closed on the same indentation\n"
        "    fix      Add the comma or the closing bracket that is missing before this place.",
    ),
    (
        "a: 1\nb: 2\na: 3\n",
        "f.yaml:3:1  a  The key a is already defined at line 1\n"
        "    given    a\n"
        "    allowed  each key once\n"
        "    fix      Remove one of the two, or rename it.",
    ),
    (
        "a: *x\n",
        "f.yaml:1:4  Not valid YAML: found undefined alias 'x'\n"
        "    given    a: *x\n"
        "    allowed  an alias (*name) after its anchor (&name)\n"
        "    fix      Correct the alias's name, or write the value out.",
    ),
    (
        "a: 1\n---\nb: 2\n",
        "f.yaml:2:1  Not valid YAML: another document starts here\n"
        "    given    ---\n"
        "    allowed  one document in a file: the CLI reads only the first\n"
        "    fix      Remove the `---` line and what follows it, or move it to a file of its own.",
    ),
    (
        "a: &x\n  b: *x\n",
        "f.yaml:1:4  a.b  The anchor's value contains itself\n"
        "    given    &x\n"
        "    allowed  an alias to something that is complete\n"
        "    fix      Write the value out instead of the alias.",
    ),
    (
        "a: !!int x\n",
        "f.yaml:1:4  a  x is no !!int\n"
        "    given    !!int x\n"
        "    allowed  a value that reads as int\n"
        "    fix      Correct the value, or remove !!int.",
    ),
    (
        "a: b\nc: \x01\n",
        "f.yaml:2:4  The file holds a control character\n"
        "    given    U+0001\n"
        "    allowed  printable characters, tabs and line ends\n"
        "    fix      Remove the character, or write it as an escape in double quotes.",
    ),
    (
        b"a: b\nc: \xff\n",
        "f.yaml:2:4  The file is not UTF-8\n"
        "    given    the byte 0xff\n"
        "    allowed  text in UTF-8\n"
        "    fix      Save the file as UTF-8.",
    ),
    (
        "[" * 5000,
        "f.yaml  The file is nested too deeply to be read\n"
        "    given    hundreds of levels\n"
        "    allowed  a hundred levels\n"
        "    fix      Flatten the structure.",
    ),
    (
        'a: "\\Uffffffff"\n',
        "f.yaml:1:5  There is no such character\n"
        "    given    \\Uffffffff\n"
        "    allowed  escapes up to \\U0010ffff\n"
        "    fix      Correct the escape, or use single quotes for text with backslashes.",
    ),
]


@pytest.mark.parametrize(("content", "message"), BROKEN)
def test_a_broken_file_says_where_and_how(content: str | bytes, message: str) -> None:
    assert complaints(content) == message


def test_every_key_that_is_defined_twice_is_named() -> None:
    with pytest.raises(ProblemsError) as caught:
        read("a: 1\na: 2\nb:\n  c: 1\n  c: 2\n")

    assert [problem.key for problem in caught.value.problems] == ["a", "b.c"]


def test_a_syntax_error_does_not_show_ciphertext() -> None:
    text = complaints("config:\n  app:password: {secure: AAABAL7y, x: 'y\n")

    assert "AAABAL7y" not in text


def test_aliases_that_multiply_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]

    assert "The file's aliases expand to more than 100,000 values" in complaints("\n".join(lines))


def test_a_file_that_is_missing_is_a_problem(tmp_path: Path) -> None:
    with pytest.raises(ProblemsError) as caught:
        read_document(tmp_path / "none.yaml", name="none.yaml")

    assert caught.value.problems[0].message == "The file cannot be read: No such file or directory"


@settings(max_examples=300)
@given(st.text(alphabet="ab:-?[]{}&*!|>'\"%@`,#\n\t 01.~<=\\Ux", max_size=40))
@example("%YAML 1." + "1" * 5000)
@example("? ")
@example("<<: *a")
@example("a: &a {<<: *a}")
@example("!!binary x: !!binary y")
@example("!<tag:yaml.org,2002:int> a")
@example("!!null a: !!bool 1")
@example("%TAG ! tag:yaml.org,2002:\n---\n!int 5")
def test_any_text_is_read_or_refused_with_problems(text: str) -> None:
    document, problems = attempt(text.encode())

    assert (document is None) == bool(problems)
    assert all(problem.message and problem.fix for problem in problems)
    lines = [document.position(path).line for path, _ in document.scalars()] if document else []
    assert all(line >= 1 for line in lines)


@given(st.binary(max_size=40))
def test_any_bytes_are_read_or_refused_with_problems(content: bytes) -> None:
    document, problems = attempt(content)

    assert (document is None) == bool(problems)
