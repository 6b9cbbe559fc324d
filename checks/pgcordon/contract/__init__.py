"""access.toml: who may do what, in predicates that do not come from the policies."""

from pgcordon.contract.contract import Accepted, Contract, FunctionContract, TableContract, bind_uid
from pgcordon.contract.faults import ContractError, Fault
from pgcordon.contract.read import read

__all__ = [
    "Accepted",
    "Contract",
    "ContractError",
    "Fault",
    "FunctionContract",
    "TableContract",
    "bind_uid",
    "read",
]
