"""Who may do what: roles and their rights, the scope of an account, passwords and sign-ins.

Nothing here is in force while there is no account: one person, one machine (单机模式). With the first account every
entry is checked in the transaction that would keep it, and every reader sees the board within the scope.
"""

from pipeline.access.refusals import AccessRefused, check_access
from pipeline.access.roles import ADMINISTRATORS, RIGHTS, Right, may
from pipeline.access.scope import EVERYTHING, Scope, limited, scope_of, within

__all__ = [
    "ADMINISTRATORS",
    "EVERYTHING",
    "RIGHTS",
    "AccessRefused",
    "Right",
    "Scope",
    "check_access",
    "limited",
    "may",
    "scope_of",
    "within",
]
