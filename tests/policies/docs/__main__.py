"""Write the generated pages of docs/policies/ again: `make docs`."""

from tests.policies.docs.pages import FOLDER, GENERATED, pages


def main() -> None:
    """Write every page, and remove those of areas that are gone."""
    made = pages()
    for path in FOLDER.glob("*.md"):
        if path.name not in made and path.read_text(encoding="utf-8").startswith(GENERATED):
            path.unlink()
    for name, text in made.items():
        (FOLDER / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
