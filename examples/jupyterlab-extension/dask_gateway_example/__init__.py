"""An example of an extension of JupyterLab: there is nothing in it for Python, but where its files are."""


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Tell `jupyter-builder develop` where the built front end is and what it is called."""
    return [{"src": "labextension", "dest": "dask-gateway-example"}]
