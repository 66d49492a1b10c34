"""Links of Markdown files become links between pages of the documentation's site."""

from __future__ import annotations

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(autouse=True)
def extensions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(DOCS / "_ext"))


@pytest.mark.parametrize(
    ("link", "file", "expected"),
    [
        ("security.md", "docs/panel.md", "security.md"),
        ("../SECURITY.md#limits", "docs/panel.md", "security.md#limits"),
        ("SECURITY.md", "CONTRIBUTING.md", "security.md"),
        ("docs/architecture.md", "CONTRIBUTING.md", "architecture.md"),
        ("../README.md", "scripts/README.md", "index.md"),
        ("../demo/hub", "docs/panel.md", "generated/files/demo-hub.md"),
        ("demo/gateway/site.yaml", "CONTRIBUTING.md", "generated/files/demo-gateway-site.yaml.md"),
        ("https://dask.org/x.md", "docs/panel.md", "https://dask.org/x.md"),
        ("#the-form", "docs/panel.md", "#the-form"),
    ],
)
def test_where_a_link_goes(link: str, file: str, expected: str) -> None:
    from repository_files import rewritten

    assert rewritten(f"See [this]({link}).", file, "page.md") == f"See [this]({expected})."


def test_blocks_of_code_stay_as_they_are() -> None:
    from repository_files import rewritten

    block = "```md\n[x](../SECURITY.md)\n```"
    assert rewritten(f"{block}\n[x](../SECURITY.md)", "docs/a.md", "a.md") == f"{block}\n[x](security.md)"


def test_a_page_shows_a_file_or_the_files_of_a_folder() -> None:
    from repository_files import shown

    assert "```{literalinclude} ../../../demo/gateway/site.yaml\n:language: yaml\n```" in shown(
        "demo/gateway/site.yaml"
    )
    folder = shown("demo/hub")
    assert folder.count("{literalinclude}") == 2
    assert "## jupyterhub_config.py" in folder
    with pytest.raises(FileNotFoundError, match="demo/nowhere"):
        shown("demo/nowhere")


def test_files_that_pages_speak_of_have_a_page() -> None:
    from repository_files import linked

    assert {"demo/hub", "demo/page", "demo/gateway/clusters.py", "src/web/boundary.d.ts"} <= linked()
