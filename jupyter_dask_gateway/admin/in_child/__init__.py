"""Runs in a process of its own, with dask-gateway-server: it is given a job and returns what it found out.

Nothing outside this folder is imported here, and this folder is imported nowhere else.

main.py       takes the job, sets the limits, returns the result
keeper.py     ends all that the file has started
stand_ins.py  packages that a backend imports and a preview does not need
gateway.py    reads the file as dask-gateway-server does, and makes its backend
replies.py    what the gateway's routes answer
trials.py     tries the handler with each choice and bound
plain.py      values and exceptions as JSON
"""
