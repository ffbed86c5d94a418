"""Digests of assets and archives: those of the real engine."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from preview.checks import InputProblem
from preview.engine.assets import Digester, MissingFileError
from preview.values import Archive, Asset, Secret
from tests.preview.engine.echo import Engine

RECORDED = Path(__file__).parents[2] / "recordings" / "05-values"


def test_a_text_has_the_digest_of_its_bytes() -> None:
    digested = Digester(RECORDED).digest(Asset("text", "hello"))

    assert digested.hash == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


def test_a_folder_has_the_digest_that_the_real_engine_computed() -> None:
    digested = Digester(RECORDED).digest(Archive("path", "files/site"))

    assert digested.hash == "c632dcbdb045d0819c8c8aeeb58fcf014ddc375ea3238ded757e961a2d406caa"


def test_a_nested_archive_has_the_digest_that_the_real_engine_computed() -> None:
    archive = Archive(
        "assets",
        {
            "handler.py": Asset("path", "./files/handler.py"),
            "inline.txt": Asset("text", "text ü"),
            "site": Archive("path", "./files/site"),
            "more": Archive("assets", {}),
        },
    )
    digested = Digester(RECORDED).digest({"code": Secret(archive)})["code"].value

    assert digested.hash == "16372000c90c714056117b5280b5a8f1a6f2144bcdf75a62580765279466b6ca"
    assert digested.value["more"].hash == "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef"


def make_site(folder: Path) -> None:
    long = f"{'l' * 60}/{'m' * 60}/f.txt"
    for name in ("index.html", "a/x.txt", "a.txt", "é.txt", long, "n" * 120):
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"site/{name}", encoding="utf-8")
    with zipfile.ZipFile(folder / "code.zip", "w") as packed:
        packed.writestr(zipfile.ZipInfo("k/"), "")
        packed.writestr(zipfile.ZipInfo("k/v.txt"), "v")


@pytest.mark.parametrize(
    ("archive", "hash"),
    [
        pytest.param(
            Archive("path", "site"),
            "ead34469e1c882db40b3446c3ac3f5dba7e84e634fd08f627d697a3139c7874a",
            id="names too long for a header, or not in ASCII",
        ),
        pytest.param(
            Archive(
                "assets",
                {
                    ".": Archive("path", "./site"),
                    "a.txt": Asset("text", "second"),
                    "b/../c": Asset("text", "third"),
                },
            ),
            "2833bde30245f3ebb3d74f59d8265b4f81cf450eb88f1b6cd8619d1f5d0dbff5",
            id="a folder as the whole, and one name twice",
        ),
        pytest.param(
            Archive("assets", {"x": Archive("path", "code.zip")}),
            "b57be6aef9a1f27232767d4afaee1d198a9e255156b5bdc33182db4085580b9d",
            id="an archive file is unpacked within another archive",
        ),
    ],
)
def test_an_archive_has_the_digest_that_the_real_engine_computed(
    archive: Archive, hash: str, tmp_path: Path
) -> None:
    make_site(tmp_path)

    assert Digester(tmp_path).digest(archive).hash == hash


def test_an_archive_file_has_the_digest_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "code.zip").write_bytes(b"hello")

    digested = Digester(tmp_path).digest(Archive("path", "code.zip"))

    assert digested.hash == "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"


def test_what_lies_behind_a_uri_is_not_fetched() -> None:
    remote = [Asset("uri", "https://example.com/a"), Archive("uri", "https://example.com/a.zip")]

    assert Digester(RECORDED).digest(remote) == remote


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (Asset("path", "gone.py"), "the file of an asset is missing: 'gone.py'; not built yet?"),
        (Archive("path", "dist"), "the path of an archive is missing: 'dist'; not built yet?"),
        (Archive("assets", {"a": Asset("path", "gone.py")}), "the file of an asset is missing: 'gone.py'"),
        (Archive("path", "Pulumi.yaml"), "not an archive: 'Pulumi.yaml'; give a folder or a file ending in"),
    ],
)
def test_a_missing_file_is_named(value: Asset | Archive, message: str) -> None:
    with pytest.raises(MissingFileError, match="^" + message.replace("?", r"\?")):
        Digester(RECORDED).digest(value)


def test_a_missing_file_is_a_problem_of_the_input_and_the_resource_is_registered_all_the_same() -> None:
    engine = Engine(RECORDED)
    function = engine.made("fake:index:Function", "f", {"code": Archive("path", "dist")})

    assert engine.errors() == []
    assert engine.deployment.problems == {
        function.urn: (
            InputProblem(
                "code",
                "input-missing-file",
                "code: the path of an archive is missing: 'dist'; not built yet?",
                "Build it before the preview, or correct the path.",
            ),
        )
    }
    assert function.inputs["code"] == Archive("path", "dist")


def test_problems_of_a_resource_are_noted_beside_its_missing_files() -> None:
    engine = Engine(RECORDED)
    function = engine.made("fake:index:Function", "f", {"code": Archive("path", "dist"), "size": 1})

    assert [problem.path for problem in engine.deployment.problems[function.urn]] == ["code", "size"]
