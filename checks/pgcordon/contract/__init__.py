"""access.toml: who may do what, in predicates that do not come from the policies."""

from pgcordon.contract.contract import Accepted, Contract, ExpiryRule, FunctionContract, TableContract

__all__ = ["Accepted", "Contract", "ExpiryRule", "FunctionContract", "TableContract"]
