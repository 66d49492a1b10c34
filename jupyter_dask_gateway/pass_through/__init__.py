"""The pass-through as far as it is the same in a Jupyter server and in a page on the hub.

handler.py   tornado's side: what is read and written, sizes, whoever leaves; not who may ask
settings.py  what can be set of it

What operators are told of requests:

observed.py  handlers of which they are told
telemetry.py one line in the log for each request that fails, and the rest
metrics.py   Prometheus' counters
events.py    jupyter_events, by the schema in cluster_action.yaml
outcomes.py  what routes and outcomes are called
"""
