"""One scene's attempts, run and judged together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from pgcordon.attacks.staging import Attempt
from pgcordon.model import Command
from pgcordon.verify.cells import cell_of
from pgcordon.verify.judging import Judge
from pgcordon.verify.outcome import Outcome
from pgcordon.verify.scene import Scene
from pgcordon.verify.verdicts import Cell, Fault, Tally


@dataclass
class Trial:
    """What came of a batch of attempts: faults, and tallies of what was enforced."""

    faults: list[Fault] = field(default_factory=list)
    tallies: dict[Cell, Tally] = field(default_factory=dict)
    failed_calls: dict[Cell, Fault] = field(default_factory=dict)
    """For each cell a call that the contract allows and that failed: a fault if none of the cell's calls works."""

    def tally(self, cell: Cell) -> Tally:
        return self.tallies.setdefault(cell, Tally())


def run_trial(scene: Scene, attempts: Sequence[Attempt]) -> Trial:
    """Run every attempt as its person and, where nothing happened, as the owner, then judge."""
    outcomes = scene.run(attempts)
    idle = [index for index, outcome in enumerate(outcomes) if _needs_control(attempts[index], outcome)]
    controls = dict(zip(idle, scene.run_as_owner([attempts[index] for index in idle]), strict=True))
    return _Judgement(scene, attempts, outcomes, controls).trial()


def _needs_control(attempt: Attempt, outcome: Outcome) -> bool:
    if attempt.command is Command.SELECT:
        return False
    if attempt.function is not None:
        return outcome.sqlstate is not None
    return not outcome.changes


@dataclass
class _Judgement:
    scene: Scene
    attempts: Sequence[Attempt]
    outcomes: Sequence[Outcome]
    controls: dict[int, Outcome]

    def trial(self) -> Trial:
        trial = Trial()
        judge = Judge(self.scene)
        forbidden = [judge.forbidden(each, outcome) for each, outcome in zip(self.attempts, self.outcomes, strict=True)]
        permitted = {
            index: judge.permits(self.attempts[index], control)
            for index, control in self.controls.items()
            if control.sqlstate is None
        }
        entitled = self._entitled(forbidden, permitted)
        for index, (attempt, outcome) in enumerate(zip(self.attempts, self.outcomes, strict=True)):
            fault = forbidden[index]
            table = self.scene.tables.get(attempt.target)
            if fault is not None:
                trial.faults.append(fault)
            elif attempt.function is not None:
                self._judge_call(trial, judge, index, cell_of(attempt, ()), entitled)
            elif table is not None:
                self._judge_table(trial, judge, index, cell_of(attempt, [table]), permitted.get(index), entitled)
        return trial

    def _entitled(self, forbidden: Sequence[Fault | None], permitted: dict[int, bool]) -> dict[str, bool]:
        """For each statement that somebody is entitled to, whether it worked for one of them."""
        entitled: dict[str, bool] = {}
        for index, (attempt, outcome) in enumerate(zip(self.attempts, self.outcomes, strict=True)):
            worked = forbidden[index] is None and (
                outcome.sqlstate is None if attempt.function is not None else bool(outcome.changes)
            )
            if attempt.function is not None and not self._may_call(attempt):
                continue
            if worked or (attempt.demanded and permitted.get(index, False)):
                entitled[attempt.statement] = entitled.get(attempt.statement, False) or worked
        return entitled

    def _may_call(self, attempt: Attempt) -> bool:
        assert attempt.function is not None
        return attempt.person.actor.name in self.scene.contract.function(attempt.function).execute

    def _judge_table(
        self, trial: Trial, judge: Judge, index: int, cell: Cell, permitted: bool | None, entitled: dict[str, bool]
    ) -> None:
        if self.attempts[index].command is Command.SELECT:
            self._judge_read(trial, judge, self.attempts[index], self.outcomes[index], cell)
        elif self.outcomes[index].changes:
            trial.tally(cell).done += 1
        else:
            self._judge_refusal(trial, judge, index, cell, permitted, entitled)

    def _judge_read(self, trial: Trial, judge: Judge, attempt: Attempt, outcome: Outcome, cell: Cell) -> None:
        if judge.hidden_columns(attempt):
            return
        fault = judge.broken(attempt, outcome) or judge.missing_row(attempt, outcome)
        if fault is not None:
            trial.faults.append(fault)
            return
        label = attempt.person.label
        rows = self.scene.rows[attempt.target].values()
        shown = sum(Command.SELECT in row.permits[label] for row in rows)
        tally = trial.tally(cell)
        tally.done += shown > 0
        tally.refused += len(rows) > shown

    def _judge_call(self, trial: Trial, judge: Judge, index: int, cell: Cell, entitled: dict[str, bool]) -> None:
        attempt, outcome = self.attempts[index], self.outcomes[index]
        if self._may_call(attempt):
            if outcome.sqlstate is None:
                trial.tally(cell).done += 1
            elif self.controls[index].sqlstate is None:
                trial.failed_calls.setdefault(cell, judge.refused(attempt, outcome))
            return
        worked = entitled.get(attempt.statement, self.controls[index].sqlstate is None)
        self._count_refusal(trial, cell, worked)

    def _judge_refusal(
        self, trial: Trial, judge: Judge, index: int, cell: Cell, permitted: bool | None, entitled: dict[str, bool]
    ) -> None:
        attempt, outcome, control = self.attempts[index], self.outcomes[index], self.controls[index]
        if control.sqlstate is not None or not control.changes:
            return  # it would not work for anybody: the attempt was no attempt
        if permitted:
            if attempt.demanded:
                trial.faults.append(judge.refused(attempt, outcome))
            return
        broken = judge.broken(attempt, outcome)
        if broken is not None:
            trial.faults.append(broken)
            return
        self._count_refusal(trial, cell, entitled.get(attempt.statement, True))

    def _count_refusal(self, trial: Trial, cell: Cell, worked: bool) -> None:
        if worked:
            trial.tally(cell).refused += 1
        else:
            trial.tally(cell).unproven += 1
