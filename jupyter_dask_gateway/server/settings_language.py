"""JupyterLab's settings of this extension in JupyterLab's language.

A JupyterLab takes an extension's labels from the `locale` folder of its package, but its server looks for
titles and descriptions of settings in the language packs alone, where ours are not.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

#: The language pack's name, and what `jupyter.lab.internationalization` of our schemas says.
DOMAIN = "jupyter_dask_gateway"


def translate_settings(locale_folder: Path = Path(__file__).parent.parent / "locale") -> None:
    """Let JupyterLab's server take the words of the settings from our pack, if it is one."""
    # It is imported by now where JupyterLab or Notebook is served. Others need not wait for it.
    if "jupyterlab_server" not in sys.modules:
        return
    from jupyterlab_server.translation_utils import SYS_LOCALE, translator

    # JupyterLab's server keeps this very object, and asks it.
    bundle = translator.load(DOMAIN)
    english, update = bundle.pgettext, bundle.update_locale
    # No page has asked for another yet.
    ours = _read_pack(locale_folder, SYS_LOCALE)

    def update_locale(locale_: str) -> None:
        nonlocal ours
        update(locale_)
        ours = _read_pack(locale_folder, locale_)

    def pgettext(msgctxt: str, msgid: str) -> str:
        return ours.get(f"{msgctxt}\x04{msgid}") or english(msgctxt, msgid)

    bundle.update_locale = update_locale  # type: ignore[method-assign]
    bundle.pgettext = pgettext  # type: ignore[method-assign]


def _read_pack(folder: Path, locale: str) -> dict[str, str]:
    """Return the texts of a language; none if there is no pack."""
    if not locale.replace("_", "").isalnum():
        return {}
    try:
        pack = json.loads((folder / locale / "LC_MESSAGES" / f"{DOMAIN}.json").read_text("utf-8"))
        return {key: texts[0] for key, texts in pack.items() if key}
    except FileNotFoundError:
        return {}
