"""Links of our Markdown work in the repository, where they name files, and in the site, which has pages.

A file that is a page goes to that page. Others, such as the demo's configuration, have a page that shows them
as they are in this version, which no address of a repository does that goes on.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DOCS = Path(__file__).parents[1]
ROOT = DOCS.parent
# Pages that include a file from outside docs/.
PAGES = {
    "README.md": "index.md",
    "README.zh-CN.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "SECURITY.md": "security.md",
    "CHANGELOG.md": "release-notes.md",
    "scripts/README.md": "scripts.md",
    "bench/RESULTS.md": "results.md",
}
LINK = re.compile(r"\]\((?![a-z]+:|#)([^()\s#]+)(#[^()\s]*)?\)")
PICTURES = (".png", ".svg")
LANGUAGES = {".py": "python", ".yaml": "yaml", ".html": "html", ".css": "css", ".rs": "rust", ".json": "json"}


def page_of(file: str) -> str:
    """Return the page that shows a file or folder of the repository, as a path in docs/."""
    if file.startswith("docs/"):
        return file.removeprefix("docs/")
    return PAGES.get(file) or f"generated/files/{file.replace('/', '-')}.md"


def rewritten(text: str, file: str, page: str) -> str:
    """Return the Markdown of a file with links as they must be in a page of docs/."""

    def link(match: re.Match[str]) -> str:
        target = os.path.normpath(Path(file).parent / match[1])
        # A picture is drawn, wherever it is.
        shows = DOCS / page_of(target) if not target.endswith(PICTURES) else ROOT / target
        address = os.path.relpath(shows, (DOCS / page).parent)
        return f"]({address}{match[2] or ''})"

    # What stands between fences is no prose.
    parts = re.split(r"(^```.*?^```$)", text, flags=re.M | re.S)
    return "".join(part if part.startswith("```") else LINK.sub(link, part) for part in parts)


def linked() -> set[str]:
    """Return the files and folders outside docs/ that pages link to, and that are no pages."""
    sources = [*DOCS.glob("*.md"), *(ROOT / name for name in PAGES)]
    found = set()
    for source in sources:
        for match in LINK.finditer(source.read_text("utf-8")):
            target = Path(os.path.normpath(source.parent / match[1])).relative_to(ROOT).as_posix()
            if page_of(target).startswith("generated/files/") and not target.endswith(PICTURES):
                found.add(target)
    return found


def shown(file: str) -> str:
    """Return a page that shows a file, or the files of a folder."""
    path = ROOT / file
    if not path.exists():
        raise FileNotFoundError(f"A page links to {file}, which is not there.")
    files = [path] if path.is_file() else sorted(it for it in path.iterdir() if it.is_file())
    parts = [f"---\norphan: true\n---\n\n# {file}\n\nAs it is in the repository, in this version."]
    for one in files:
        address = os.path.relpath(one, DOCS / "generated/files")
        if one.suffix == ".ipynb":
            parts.append(f"{{download}}`{one.name} <{address}>`")
            continue
        if path.is_dir():
            parts.append(f"## {one.name}")
        language = LANGUAGES.get(one.suffix, "text")
        parts.append(f"```{{literalinclude}} {address}\n:language: {language}\n```")
    return "\n\n".join(parts) + "\n"


def write_files(app: Sphinx) -> None:
    """Write the pages that show files. Sphinx passes over those that stay untouched."""
    folder = DOCS / "generated/files"
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {DOCS / page_of(file): shown(file) for file in linked()}
    for old in set(folder.glob("*.md")) - set(wanted):
        old.unlink()
    for page, text in wanted.items():
        if not page.exists() or page.read_text("utf-8") != text:
            page.write_text(text, "utf-8")


def read_page(app: Sphinx, docname: str, content: list[str]) -> None:
    """Rewrite the links of a page."""
    if not docname.startswith("generated/"):
        content[0] = rewritten(content[0], f"docs/{docname}.md", f"{docname}.md")


def read_included(app: Sphinx, path: Path, docname: str, content: list[str]) -> None:
    """Rewrite the links of a file that a page includes."""
    file = Path(os.path.normpath(DOCS / path)).relative_to(ROOT).as_posix()
    content[0] = rewritten(content[0], file, f"{docname}.md")


def setup(app: Sphinx) -> dict[str, Any]:
    """Take part in Sphinx's build."""
    app.connect("builder-inited", write_files)
    app.connect("source-read", read_page)
    app.connect("include-read", read_included)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
