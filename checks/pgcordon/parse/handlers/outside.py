"""Statements about objects that no catalog holds: operators, foreign servers, text search, languages, …"""

from pgcordon.model import Span
from pgcordon.parse.nodes import Node
from pgcordon.parse.registry import handles
from pgcordon.parse.replay import Replay


@handles(
    "AlterCollationStmt",
    "AlterFdwStmt",
    "AlterForeignServerStmt",
    "AlterObjectDependsStmt",
    "AlterOpFamilyStmt",
    "AlterOperatorStmt",
    "AlterStatsStmt",
    "AlterSubscriptionStmt",
    "AlterTSConfigurationStmt",
    "AlterTSDictionaryStmt",
    "AlterTableMoveAllStmt",
    "AlterTableSpaceOptionsStmt",
    "AlterUserMappingStmt",
    "CreateAmStmt",
    "CreateCastStmt",
    "CreateConversionStmt",
    "CreateFdwStmt",
    "CreateForeignServerStmt",
    "CreateOpClassStmt",
    "CreateOpFamilyStmt",
    "CreatePLangStmt",
    "CreateStatsStmt",
    "CreateSubscriptionStmt",
    "CreateTableSpaceStmt",
    "CreateTransformStmt",
    "CreateUserMappingStmt",
    "CreatedbStmt",
    "DropSubscriptionStmt",
    "DropTableSpaceStmt",
    "DropUserMappingStmt",
    "DropdbStmt",
    "SecLabelStmt",
)
def outside_the_catalog(_replay: Replay, _node: Node, _span: Span) -> None:
    """Understood, and without effect on what a catalog describes."""
