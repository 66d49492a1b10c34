"""`jupyter dask-gateway …`, in a terminal.

main.py    the arguments, and which command they ask for
doctor.py  `doctor`: check the connection to the gateway, step by step
lint.py    `lint`: what is wrong with a gateway's options, before they are deployed
migrate.py `migrate`: a notebook for dask-kubernetes becomes one for Dask Gateway
preview.py `preview`: the form as a user will see it
parser.py  argparse in the language of the environment
"""
