"""One scene's attempts, run and judged together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pgcordon.attacks.staging import Attempt
from pgcordon.database.sqlstate import Refusal, meaning
from pgcordon.model import Command, ObjectAddress, QualifiedName
from pgcordon.verify.cells import cell_of
from pgcordon.verify.judging import Judge
from pgcordon.verify.outcome import Outcome
from pgcordon.verify.refusals import broken, refused
from pgcordon.verify.scene import Scene
from pgcordon.verify.verdicts import Cell, Fault, Tally

_MISSING = frozenset({"42P01", "42P10", "42P17", "42703", "42704", "42883"})
"""undefined_table, invalid_column_reference (no key for an ON CONFLICT), invalid_object_definition (a recursion),
undefined_column, undefined_object, undefined_function."""


@dataclass
class Trial:
    """What came of a batch of attempts: faults, and tallies of what was enforced."""

    faults: list[tuple[Cell, Fault]] = field(default_factory=list)
    tallies: dict[Cell, Tally] = field(default_factory=dict)
    failed_calls: list[tuple[Cell, Fault]] = field(default_factory=list)
    """Calls that the contract allows and that failed: a fault of a cell none of whose calls works."""

    def tally(self, cell: Cell) -> Tally:
        return self.tallies.setdefault(cell, Tally())


def run_trial(scene: Scene, attempts: Sequence[Attempt], relations: Mapping[QualifiedName, ObjectAddress]) -> Trial:
    """Run every attempt as its person and, where nothing happened, as the owner, then judge."""
    judgement = _Judgement(scene, Judge(scene), attempts, scene.run(attempts), relations)
    judgement.run_controls()
    return judgement.trial


@dataclass
class _Judgement:
    scene: Scene
    judge: Judge
    attempts: Sequence[Attempt]
    outcomes: Sequence[Outcome]
    relations: Mapping[QualifiedName, ObjectAddress]
    trial: Trial = field(default_factory=Trial)
    controls: dict[int, Outcome] = field(default_factory=dict)
    """What refused attempts would have done, by their index."""
    worked: dict[str, bool] = field(default_factory=dict)
    """For each statement whether it worked for somebody entitled or, where nobody is, for the owner."""

    def run_controls(self) -> None:
        """Learn for every refused statement what it would have done, and for whom it works, then judge."""
        forbidden = [self.judge.forbidden(*pair) for pair in zip(self.attempts, self.outcomes, strict=True)]
        refused = [
            index
            for index, fault in enumerate(forbidden)
            if fault is None and self.attempts[index].demanded and self._did_nothing(index)
        ]
        self._run_as_owner([index for index in refused if self._mentioned(index)])
        for index, fault in enumerate(forbidden):
            if fault is None:
                self._note_entitled(index)
        orphans = {self.attempts[index].statement: index for index in reversed(refused) if index not in self.controls}
        self._run_as_owner([index for statement, index in orphans.items() if statement not in self.worked])
        for index, fault in enumerate(forbidden):
            if fault is not None:
                self.trial.faults.append((self._cell(index), fault))
            else:
                self._judge(index)

    def _cell(self, index: int) -> Cell:
        return cell_of(self.attempts[index], self.relations)

    def _run_as_owner(self, indexes: Sequence[int]) -> None:
        outcomes = self.scene.run_as_owner([self.attempts[index] for index in indexes])
        self.controls.update(zip(indexes, outcomes, strict=True))

    def _did_nothing(self, index: int) -> bool:
        attempt, outcome = self.attempts[index], self.outcomes[index]
        if attempt.function is not None:
            return outcome.sqlstate is not None
        return attempt.command is not Command.SELECT and not outcome.changes

    def _mentioned(self, index: int) -> bool:
        """Whether the contract lets the attempt's actor do anything of this kind, so that it may be entitled."""
        attempt = self.attempts[index]
        if attempt.function is not None:
            return self._may_call(attempt)
        rules = self.scene.contract.table(attempt.target)
        return rules.predicate(attempt.command, attempt.person.actor) is not None

    def _may_call(self, attempt: Attempt) -> bool:
        assert attempt.function is not None
        return attempt.person.actor.name in self.scene.contract.function(attempt.function).execute

    def _note_entitled(self, index: int) -> None:
        attempt = self.attempts[index]
        if attempt.command is Command.SELECT or not self._mentioned(index):
            return
        if not self._did_nothing(index):
            self.worked[attempt.statement] = True
        elif index in self.controls and self._permitted(index):
            self.worked.setdefault(attempt.statement, False)

    def _permitted(self, index: int) -> bool:
        control = self.controls[index]
        return control.sqlstate is None and self.judge.permits(self.attempts[index], control)

    def _judge(self, index: int) -> None:
        attempt = self.attempts[index]
        if attempt.function is not None:
            self._judge_call(index, self._cell(index))
        elif attempt.target in self.scene.tables:
            self._judge_table(index, self._cell(index))
        else:
            self._judge_view(attempt, self.outcomes[index], self._cell(index))

    def _judge_table(self, index: int, cell: Cell) -> None:
        attempt = self.attempts[index]
        if attempt.command is Command.SELECT:
            self._judge_read(attempt, self.outcomes[index], cell)
        elif not self._did_nothing(index):
            self.trial.tally(cell).done += 1
        elif attempt.demanded:
            self._judge_refusal(index, cell)

    def _judge_read(self, attempt: Attempt, outcome: Outcome, cell: Cell) -> None:
        if self.judge.hidden_columns(attempt):
            return
        fault = broken(attempt, outcome) or self.judge.missing_row(attempt, outcome)
        if fault is not None:
            self.trial.faults.append((cell, fault))
            return
        label = attempt.person.label
        rows = self.scene.rows[attempt.target].values()
        shown = sum(Command.SELECT in row.permits[label] for row in rows)
        tally = self.trial.tally(cell)
        tally.done += shown > 0
        tally.refused += len(rows) > shown

    def _judge_view(self, attempt: Attempt, outcome: Outcome, cell: Cell) -> None:
        """A view that the contract lists for the actor can be selected from."""
        rules = self.scene.contract.table(attempt.target)
        listed = rules.predicate(attempt.command, attempt.person.actor) is not None
        kept_out = outcome.sqlstate is not None and meaning(outcome.sqlstate) is Refusal.REFUSED
        if listed and (kept_out or outcome.sqlstate in _MISSING) and not rules.hidden_for(attempt.person.actor):
            self.trial.faults.append((cell, refused(attempt, outcome)))

    def _judge_call(self, index: int, cell: Cell) -> None:
        attempt, outcome = self.attempts[index], self.outcomes[index]
        if not self._may_call(attempt):
            self._count_refusal(index, cell)
        elif outcome.sqlstate is None:
            self.trial.tally(cell).done += 1
        elif self.controls[index].sqlstate is None or outcome.sqlstate in _MISSING:
            self.trial.failed_calls.append((cell, refused(attempt, outcome)))

    def _judge_refusal(self, index: int, cell: Cell) -> None:
        attempt, outcome = self.attempts[index], self.outcomes[index]
        control = self.controls.get(index)
        if control is not None and not control.changes and not _breaks_for_all(outcome, control):
            return  # it would not work for anybody: the attempt was no attempt
        fault = broken(attempt, outcome)
        if fault is not None:
            self.trial.faults.append((cell, fault))
        elif index in self.controls and self._permitted(index):
            self.trial.faults.append((cell, refused(attempt, outcome)))
        else:
            self._count_refusal(index, cell)

    def _count_refusal(self, index: int, cell: Cell) -> None:
        control = self.controls.get(index)
        unhindered = control is None or control.sqlstate is None
        if self.worked.get(self.attempts[index].statement, unhindered):
            self.trial.tally(cell).refused += 1
        else:
            self.trial.tally(cell).unproven += 1


def _breaks_for_all(outcome: Outcome, control: Outcome) -> bool:
    """Whether something behind the statement is missing or recurs without end, whoever asks: a trigger, a default."""
    return outcome.sqlstate in _MISSING and outcome.sqlstate == control.sqlstate
