"""The version. Our modules take it from here: the package itself leads to all of them."""

__version__ = "0.1.0"
