"""The connection doctor: what holds between here and the gateway, what does not, and what to do.

It asks with the pass-through's own client and from the same configuration, so what it finds is what
the panel meets. Only the configured address is ever shown a credential. `server` shows the findings
as JSON, `cli` in a terminal.

    runner.py         which steps are taken, and what is left out
    step.py           a check's name, and what it needs to hold
    single_flight.py  one run at a time
    context.py        what the checks share and learn
    result.py         what a check says
    report.py         findings as text and as JSON
    checks/           the checks
"""
