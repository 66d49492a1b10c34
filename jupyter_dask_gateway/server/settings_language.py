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
    from jupyterlab_server.translation_utils import TranslationBundle, translator

    class Bundle(TranslationBundle):
        def update_locale(self, locale_: str) -> None:
            super().update_locale(locale_)
            self._ours = _read_pack(locale_folder, locale_)

        def pgettext(self, msgctxt: str, msgid: str) -> str:
            return self._ours.get(f"{msgctxt}\x04{msgid}") or super().pgettext(msgctxt, msgid)

    try:
        translator._TRANSLATORS[DOMAIN] = Bundle(DOMAIN, translator._LOCALE)
    except AttributeError:
        # A version that keeps them otherwise: settings are in English.
        return


def _read_pack(folder: Path, locale: str) -> dict[str, str]:
    """Return the texts of a language; none if there is no pack."""
    if not locale.replace("_", "").isalnum():
        return {}
    try:
        pack = json.loads((folder / locale / "LC_MESSAGES" / f"{DOMAIN}.json").read_text("utf-8"))
        return {key: texts[0] for key, texts in pack.items() if key}
    except FileNotFoundError:
        return {}
