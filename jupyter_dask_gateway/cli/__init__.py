"""`jupyter dask-gateway …`, in a terminal.

main.py    the arguments, and which command they ask for
doctor.py  `doctor`: check the connection to the gateway, step by step
"""
