"""What went wrong with a Kerberos ticket, in words: the library tells it in numbers."""

from __future__ import annotations

from typing import NamedTuple


class KerberosFault(NamedTuple):
    """One kind of failure. Neither text holds a secret; in both, `{program}` is to be replaced."""

    reason: str
    advice: str


_KINIT = (
    "Run kinit in a terminal on the {program}'s machine (in JupyterLab: File, New, Terminal), then try again."
)
_NO_TICKET = KerberosFault(
    "there is no Kerberos ticket",
    "Run kinit in a terminal on the {program}'s machine (in JupyterLab: File, New, Terminal), "
    "then try again. "
    "If KRB5CCNAME is set in the {program}'s environment, the ticket has to be there.",
)
_NO_KDC = KerberosFault(
    "no server of the realm answers",
    "Check KRB5_CONFIG or /etc/krb5.conf on the {program}'s machine, and whether the machine may reach the "
    "realm's KDC.",
)
# By the numbers in MIT's krb5.h, which Heimdal shares.
_FAULTS = {
    -1765328243: _NO_TICKET,  # KRB5_CC_NOTFOUND
    -1765328189: _NO_TICKET,  # KRB5_FCC_NOFILE
    -1765328352: KerberosFault("the Kerberos ticket has expired", _KINIT),  # KRB5KRB_AP_ERR_TKT_EXPIRED
    -1765328377: KerberosFault(  # KRB5KDC_ERR_S_PRINCIPAL_UNKNOWN
        "the realm does not know the gateway by the host in gateway.address",
        "Write the host there as it is in the gateway's principal, HTTP/<host>: mostly its full name.",
    ),
    -1765328347: KerberosFault(  # KRB5KRB_AP_ERR_SKEW
        "the clock of the {program}'s machine differs too much from the realm's",
        "Set the clock right.",
    ),
    -1765328230: _NO_KDC,  # KRB5_REALM_UNKNOWN
    -1765328228: _NO_KDC,  # KRB5_KDC_UNREACH
}
_NOT_INSTALLED = KerberosFault(
    "the {program}'s Python cannot import kerberos",
    "Install dask-gateway[kerberos] there: it is compiled, and needs gcc and, on Debian, libkrb5-dev.",
)


def kerberos_fault(error: BaseException) -> KerberosFault | None:
    """Return what an exception of the module `kerberos` means, or of its import; None for others.

    Its `GSSError` has two arguments, (text, number) of the mechanism and of Kerberos itself. The texts
    name principals and files, so only the number is used.
    """
    if isinstance(error, ImportError):
        return _NOT_INSTALLED if error.name == "kerberos" else None
    if type(error).__name__ != "GSSError":
        return None
    try:
        return _FAULTS.get(error.args[1][1])
    except (IndexError, TypeError):
        return None
