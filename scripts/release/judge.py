"""Judges a bill of materials by CycloneDX's schema, a recipe by rattler-build: `judge.py FOLDER`."""

import hashlib
import json
import sys
from pathlib import Path

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from rattler_build import Stage0Recipe, VariantConfig


def main(folder: Path) -> str | None:
    """Return what is wrong, or nothing."""
    for bill in folder.glob("*.cdx.json"):
        text = bill.read_text("utf-8")
        fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(text)
        if fault is not None:
            return f"{bill.name}: {fault}"
        told = {
            entry["content"]
            for each in json.loads(text)["metadata"]["component"]["components"]
            for entry in each["hashes"]
        }
        files = [file for file in folder.iterdir() if file.name.endswith((".whl", ".gz", ".tgz"))]
        if told != {hashlib.sha256(file.read_bytes()).hexdigest() for file in files}:
            return f"{bill.name}: the packages in it are not those of the release"
    # conda-forge sets it for all recipes.
    variants = VariantConfig.from_yaml("python_min: ['3.10']")
    recipe = Stage0Recipe.from_yaml((folder / "recipe.yaml").read_text("utf-8"))
    for each in recipe.render(variants):
        print(f"  recipe: {each.recipe.package.name} {each.recipe.package.version}")
    return None


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
