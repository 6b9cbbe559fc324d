"""Holds what an attempt did against the contract."""

from collections.abc import Iterator
from dataclasses import dataclass

from pgcordon.attacks.staging import Attempt
from pgcordon.contract.contract import TableContract
from pgcordon.model import Command, QualifiedName, ReferentialAction
from pgcordon.verify import evidence
from pgcordon.verify.outcome import Change, Outcome, Values, assigned
from pgcordon.verify.refusals import only, reply, rows_phrase
from pgcordon.verify.scene import Scene, SnapshotRow, row_key
from pgcordon.verify.tokens import tokens_of
from pgcordon.verify.verdicts import Fault, Verdict

_VERBS = {
    Command.INSERT: "inserted",
    Command.UPDATE: "changed",
    Command.DELETE: "deleted",
    Command.TRUNCATE: "emptied",
}


@dataclass(frozen=True, slots=True)
class Judge:
    """The contract, asked about attempts in one scene."""

    scene: Scene

    def forbidden(self, attempt: Attempt, outcome: Outcome) -> Fault | None:
        """The first thing that the attempt did or showed and the contract forbids.

        A trusted actor is the backend itself: nothing is forbidden to it.
        """
        if attempt.person.actor.trusted:
            return None
        if attempt.command is Command.SELECT and attempt.target in self.scene.tables:
            return self._hidden_column(attempt, outcome) or self._foreign_row(attempt, outcome)
        return (
            self._frozen_column(attempt, outcome)
            or self._foreign_change(attempt, outcome)
            or self._leak(attempt, outcome)
            or self._forbidden_call(attempt, outcome)
        )

    def permits(self, attempt: Attempt, would: Outcome) -> bool:
        """Whether the contract allows an attempt that would do this if nothing stood in its way.

        WHERE needs the right to SELECT, and PostgreSQL holds updated rows against the SELECT policies as well: so
        does this. Source: CREATE POLICY, table "Policies Applied by Command Type".
        """
        if attempt.function is not None:
            return attempt.person.actor.name in self.scene.contract.function(attempt.function).execute
        changes = [change for change in would.changes if change.table == attempt.target]
        if not changes or self._frozen(attempt, attempt.target):
            return False
        return all(self._permitted(attempt, each) and self._readable(attempt, each) for each in changes)

    def missing_row(self, attempt: Attempt, outcome: Outcome) -> Fault | None:
        """A row that the contract shows to this actor, and the database does not."""
        shown = {_projection(values, attempt.columns) for values in outcome.shown}
        for projection, row in self._rows_where(attempt, permitted=True).items():
            if projection not in shown:
                return Fault(
                    Verdict.TOO_STRICT,
                    attempt,
                    f"{attempt.person.label} cannot read a row of {attempt.target.name} that access.toml shows to"
                    f" {attempt.person.actor.name}",
                    expected="the row",
                    got=reply(outcome) if outcome.sqlstate else f"{rows_phrase(len(outcome.shown))} without it",
                    evidence=evidence.REFUSED
                    if outcome.sqlstate
                    else evidence.lacks_row(attempt, row.values, self.scene.tables[attempt.target]),
                )
        return None

    # What a SELECT from a table shows

    def _foreign_row(self, attempt: Attempt, outcome: Outcome) -> Fault | None:
        foreign = self._rows_where(attempt, permitted=False)
        for values in outcome.shown:
            row = foreign.get(_projection(values, attempt.columns))
            if row is not None:
                return Fault(
                    Verdict.VIOLATED,
                    attempt,
                    f"{attempt.person.label} read a row of {attempt.target.name} that {self._kept(attempt)}",
                    expected="no such row",
                    got=rows_phrase(len(outcome.shown)),
                    evidence=evidence.shows_row(attempt, row.values, self.scene.tables[attempt.target]),
                )
        return None

    def _rows_where(self, attempt: Attempt, *, permitted: bool) -> dict[str, SnapshotRow]:
        """The rows that the contract shows to the attempt's person, or those that it does not."""
        return {
            _projection(row.values, attempt.columns): row
            for row in self.scene.rows[attempt.target].values()
            if (Command.SELECT in row.permits[attempt.person.label]) is permitted
        }

    def hidden_columns(self, attempt: Attempt) -> list[str]:
        """The columns that the statement shows although the contract hides them from its person."""
        return sorted(self._rules(attempt).hidden_for(attempt.person.actor).intersection(attempt.columns))

    def _hidden_column(self, attempt: Attempt, outcome: Outcome) -> Fault | None:
        hidden = self.hidden_columns(attempt)
        if not hidden or not outcome.shown:
            return None
        return Fault(
            Verdict.VIOLATED,
            attempt,
            f"{attempt.person.label} read {attempt.target.name}.{hidden[0]}, which access.toml hides from"
            f" {attempt.person.actor.name}",
            expected="permission denied",
            got=rows_phrase(len(outcome.shown)),
            evidence=evidence.shows_anything(attempt),
        )

    # What changed

    def _foreign_change(self, attempt: Attempt, outcome: Outcome) -> Fault | None:
        for change in self._own_doing(outcome):
            if self._excused(attempt, change) or self._permitted(attempt, change):
                continue
            verb = _VERBS[change.command]
            what, which = ("", ", which") if change.command is Command.TRUNCATE else ("a row of ", " that")
            through = "" if change.table == attempt.target else f" through {attempt.target.name}"
            return Fault(
                Verdict.VIOLATED,
                attempt,
                f"{attempt.person.label} {verb} {what}{change.table.name}{through}{which} {self._kept(attempt)}",
                expected="permission denied or no row",
                got=f"it {verb} {what}{change.table.name}",
                evidence=evidence.left_behind(attempt, change, self.scene.tables),
                shown_by=self._writing(attempt),
            )
        return None

    def _writing(self, attempt: Attempt) -> str | None:
        """The attack that a foreign change tells of, where it is another than the one that was tried."""
        if attempt.function:
            return "write-through-function"
        return "update-foreign-rows" if attempt.attack == "write-frozen-column" else None

    def _own_doing(self, outcome: Outcome) -> Iterator[Change]:
        """The changes without those that a foreign key made in the wake of another."""
        for change in outcome.changes:
            if not any(self._follows(change, other) for other in outcome.changes):
                yield change

    def _follows(self, change: Change, cause: Change) -> bool:
        """Whether an ON DELETE or ON UPDATE action turned `cause` into `change`."""
        if change.old is None or cause.old is None or cause.command not in (Command.DELETE, Command.UPDATE):
            return False
        for key in self.scene.tables[change.table].foreign_keys:
            action = key.on_delete if cause.command is Command.DELETE else key.on_update
            if key.references != cause.table or action in (ReferentialAction.NO_ACTION, ReferentialAction.RESTRICT):
                continue
            pairs = zip(key.columns, key.referenced_columns, strict=True)
            if all(change.old.get(mine) == cause.old.get(theirs) for mine, theirs in pairs):
                return True
        return False

    def _excused(self, attempt: Attempt, change: Change) -> bool:
        """Whether a trigger made the change, or a function that the contract lets make it, in a row within reach.

        Where the contract shows the actor nothing of a table, such as a log, no row of it is meant to be within reach.
        """
        if attempt.function is None:
            in_the_wake = change.table not in (attempt.target, *attempt.reads)
        else:
            in_the_wake = change.table in self.scene.contract.function(attempt.function).writes
        shown = self.scene.contract.table(change.table).predicate(Command.SELECT, attempt.person.actor)
        return in_the_wake and (shown is None or self._saw(attempt, change) or Command.SELECT in change.leaves)

    def _permitted(self, attempt: Attempt, change: Change) -> bool:
        """Whether the contract lets the actor make this change directly."""
        if change.command is Command.TRUNCATE:
            rules = self.scene.contract.table(change.table)
            return rules.predicate(Command.TRUNCATE, attempt.person.actor) is not None
        before = self._before(change)
        may_start = before is None or change.command in before.permits[attempt.person.label]
        may_leave = change.command is Command.DELETE or change.command in change.leaves
        return may_start and may_leave

    def _readable(self, attempt: Attempt, change: Change) -> bool:
        if attempt.command in (Command.INSERT, Command.TRUNCATE):
            return True
        return self._saw(attempt, change) and (change.new is None or Command.SELECT in change.leaves)

    def _saw(self, attempt: Attempt, change: Change) -> bool:
        before = self._before(change)
        return before is not None and Command.SELECT in before.permits[attempt.person.label]

    def _before(self, change: Change) -> SnapshotRow | None:
        if change.old is None:
            return None
        return self.scene.rows[change.table].get(row_key(self.scene.tables[change.table], change.old))

    def _frozen(self, attempt: Attempt, table: QualifiedName) -> list[str]:
        """The columns of the table that the statement assigns although the contract freezes them."""
        if attempt.command is not Command.UPDATE or table not in (attempt.target, *attempt.reads):
            return []
        return sorted(self.scene.contract.table(table).frozen_for(attempt.person.actor).intersection(attempt.columns))

    def _frozen_column(self, attempt: Attempt, outcome: Outcome) -> Fault | None:
        for change in outcome.changes:
            frozen = self._frozen(attempt, change.table)
            column = next((name for name in frozen if assigned(change, name, self.scene.begun)), None)
            if column is not None:
                return Fault(
                    Verdict.VIOLATED,
                    attempt,
                    f"{attempt.person.label} changed {change.table.name}.{column}, which access.toml freezes for"
                    f" {attempt.person.actor.name}",
                    expected="permission denied",
                    got="the new value",
                    evidence=evidence.left_behind(attempt, change, self.scene.tables),
                )
        return None

    # What functions, views and error messages show

    def _leak(self, attempt: Attempt, outcome: Outcome) -> Fault | None:
        if self._meant_to_show(attempt):
            return None
        exposed = self.scene.contract.function(attempt.function).exposes if attempt.function else frozenset()
        foreign = tokens_of(outcome.text).intersection(self.scene.token_owners) - tokens_of(attempt.statement)
        secret = sorted(foreign - self.scene.known_tokens(attempt.person, exposed)) if foreign else []
        if not secret:
            return None
        in_message = secret[0] in outcome.message
        owner = self._owner(secret[0], attempt)
        return Fault(
            Verdict.VIOLATED,
            attempt,
            f"{attempt.person.label} read a row of {owner.table.name} through {'an error of ' * in_message}"
            f"{attempt.target.name} that {self._kept(attempt)}",
            expected="nothing of that row",
            got=f"its {secret[0]}",
            evidence=evidence.tells_token(secret[0]) if in_message else evidence.shows_token(attempt, secret[0]),
            shown_by="read-through-function" if attempt.function else None,
        )

    def _owner(self, token: str, attempt: Attempt) -> SnapshotRow:
        """The row that a view showed, where it reads that table; else the first one that holds the value."""
        holders = self.scene.token_owners[token]
        return next((row for row in holders if row.table in attempt.reads), holders[0])

    def _meant_to_show(self, attempt: Attempt) -> bool:
        """Whether the contract lists this view with everything for the actor."""
        predicate = self._rules(attempt).predicate(Command.SELECT, attempt.person.actor)
        return attempt.command is Command.SELECT and predicate == "true"

    def _forbidden_call(self, attempt: Attempt, outcome: Outcome) -> Fault | None:
        if attempt.function is None or outcome.sqlstate is not None:
            return None
        allowed = sorted(self.scene.contract.function(attempt.function).execute)
        if attempt.person.actor.name in allowed:
            return None
        return Fault(
            Verdict.VIOLATED,
            attempt,
            f"{attempt.person.label} called {attempt.function.signature}, which access.toml lets {only(allowed)} call",
            expected="permission denied",
            got=rows_phrase(outcome.affected) if attempt.shows else "it ran",
            evidence=evidence.RAN,
            shown_by="call-forbidden-function",
        )

    def _rules(self, attempt: Attempt) -> TableContract:
        return self.scene.contract.table(attempt.target)

    def _kept(self, attempt: Attempt) -> str:
        return f"access.toml keeps from {attempt.person.actor.name}{self._stated(attempt)}"

    def _stated(self, attempt: Attempt) -> str:
        """What access.toml says of the attempt, in parentheses, where it says more than nothing."""
        actor = attempt.person.actor
        if attempt.function is not None:
            allowed = self.scene.contract.function(attempt.function).execute
            return (
                "" if actor.name in allowed else f" (it lets {only(sorted(allowed))} call {attempt.function.name.name})"
            )
        predicate = self._rules(attempt).predicate(attempt.command, actor)
        return "" if predicate is None else f" (it allows {attempt.command} where {predicate})"


def _projection(values: Values, columns: tuple[str, ...]) -> str:
    return "\n".join(f"{values.get(name)!r}" for name in columns)
