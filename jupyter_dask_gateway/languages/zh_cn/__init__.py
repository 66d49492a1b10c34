"""Simplified Chinese, in the words of Dask's and Jupyter's documentation, by the English template.

`tests/python/test_languages.py` holds that it is complete, and that both have the same placeholders. It is
read when somebody wants Chinese, and not before.

    configuration.py  what is wrong with dask's configuration, and who says so
    site.py           what is wrong with a site's settings
    requests.py       why a request came to nothing
    logins.py         why a login came to nothing
    doctor.py         what the doctor finds
    hub.py            the page on the hub
    notebook.py       what a notebook's user is told
    lint.py           what `lint` finds
    migrate.py        what is said of code for dask-kubernetes
    terminal.py       help and errors of the commands, and the preview
"""

from . import configuration, doctor, hub, lint, logins, migrate, notebook, requests, site, terminal

SENTENCES: dict[str, str] = {
    **configuration.SENTENCES,
    **site.SENTENCES,
    **requests.SENTENCES,
    **logins.SENTENCES,
    **doctor.SENTENCES,
    **hub.SENTENCES,
    **notebook.SENTENCES,
    **lint.SENTENCES,
    **migrate.SENTENCES,
    **terminal.SENTENCES,
}
