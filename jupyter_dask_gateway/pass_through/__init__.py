"""The pass-through as far as it is the same in a Jupyter server and in a page on the hub.

handler.py  tornado's side: what is read and written, sizes, whoever leaves; not who may ask
settings.py what can be set of it
"""
