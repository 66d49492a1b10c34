import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo

    from jupyter_dask_gateway import GatewayWidget

    widget = mo.ui.anywidget(GatewayWidget())
    widget
    return (widget,)


@app.cell
def _(widget):
    print("python has", widget.widget.options["worker_cores"], "cores")
    return


if __name__ == "__main__":
    app.run()
