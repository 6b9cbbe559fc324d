"""Follow a DO block statement by statement: branches whose conditions are known, loops over what is known, EXECUTE.

What is not known is noted as opaque, and what is certain goes on around it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec
from pglast.parser import ParseError

from pgcordon.model import OpaqueStatement, Span
from pgcordon.parse.do_blocks.block_text import Code, assigned_value, expression_of, statements_of
from pgcordon.parse.do_blocks.effects import FOLLOWED, change_catalog, loud_call, nested, only_rows_in_outline
from pgcordon.parse.do_blocks.evaluation import Evaluator
from pgcordon.parse.do_blocks.failures import Failure, Guard
from pgcordon.parse.do_blocks.loops import LOOPS
from pgcordon.parse.do_blocks.running import Running
from pgcordon.parse.do_blocks.values import Undecided, Value, as_boolean
from pgcordon.parse.do_blocks.variables import Variables
from pgcordon.parse.nodes import Node, unwrap
from pgcordon.parse.replay import Replay

MOST_ROUNDS = 1000
"""The rounds of its loops, taken together, for which a block is followed."""
_ERROR = 21
"""ERROR of src/include/utils/elog.h."""


class Jump(NamedTuple):
    """How a statement leaves its list: `return`, `exit` or `continue`, the last two perhaps with a label."""

    kind: str
    label: str | None = None


class Stop(Exception):  # noqa: N818 - it ends the walk, and is no error
    """What comes next is not known; the message says why."""

    def __init__(self, reason: str, place: Span) -> None:
        super().__init__(reason)
        self.reason, self.place = reason, place


class Block(msgspec.Struct, dict=True):
    """A DO block as it is followed."""

    replay: Replay
    code: Code

    def __post_init__(self) -> None:
        self.variables = Variables(self.replay, self.code)
        self.evaluator = Evaluator(self.replay, self.variables)
        self.running = Running(self.replay, self.code)
        self.rounds = 0

    def follow(self) -> None:
        """Do to the replay what the block does to a database."""
        guard = Guard.before(self.replay)
        self.replay.in_block = True
        try:
            self._run([self.code.action])
        except Stop as stop:
            self._note(f"{stop.reason}; what follows it is not followed", stop.place)
        except Failure as failure:
            guard.undo(self.replay)
            self._note(f"always fails: {failure}", self.code.whole)
        except ParseError as error:
            guard.undo(self.replay)
            self._note(f"always fails, for it puts together a text that is no SQL: {error.args[0]}", self.code.whole)
        finally:
            self.replay.in_block = False
        if not self.replay.in_transaction:
            self.replay.search_path = self.replay.search_path.committed()

    def _note(self, reason: str, place: Span) -> None:
        noted = OpaqueStatement(place, f"DO block: {reason}")
        if noted not in self.replay.opaque_statements[-MOST_ROUNDS:]:
            self.replay.opaque_statements.append(noted)

    def _run(self, statements: Iterable[Node]) -> Jump | None:
        for statement in statements:
            kind, fields = unwrap(statement)
            if kind in LOOPS:
                jump = self._loop(kind, fields)
            elif kind in _STATEMENTS:
                jump = _STATEMENTS[kind](self, fields)
            else:
                self._skip([statement], f"{kind.removeprefix('PLpgSQL_stmt_')} is not followed", self.code.whole)
                continue
            if jump is not None:
                return jump
        return None

    def _skip(self, statements: Sequence[Node], reason: str, place: Span) -> None:
        """Pass over statements of which it is not known whether they run. Raises Stop where they may leave."""
        if any(_leaves(statements)):
            raise Stop(reason, place)
        if change_catalog(self.evaluator, statements):
            self._note(reason, place)
        self._forget(statements)

    def _forget(self, statements: Sequence[Node]) -> None:
        self.variables.forget(statements, Undecided("a variable that depends on rows"))
        self.variables["found"] = Undecided("rows that are found")

    def _block(self, fields: Node) -> Jump | None:
        self.variables.enter(fields, self.evaluator)
        if "exceptions" not in fields:
            return self._leave(self._run(fields.get("body", ())), fields)
        guard = Guard.before(self.replay)
        handlers = [each["PLpgSQL_exception"] for each in fields["exceptions"]["PLpgSQL_exception_block"]["exc_list"]]
        try:
            with self.running.catching(handlers):
                jump = self._run(fields.get("body", ()))
        except Failure as failure:
            action = failure.handled_by(handlers)
            if action is None:
                raise
            guard.undo(self.replay)
            jump = self._run(action)
        else:
            self._doubt(fields.get("body", ()), handlers)
        return self._leave(jump, fields)

    def _doubt(self, body: Sequence[Node], handlers: Sequence[Node]) -> None:
        """Note handlers that change something, where rows may make the body fail."""
        actions = [each for handler in handlers for each in handler.get("action", ())]
        if change_catalog(self.evaluator, actions) and not all(
            change_catalog(self.evaluator, [each]) for each in nested(body)
        ):
            self._note("whether its exception handler runs is only known at run time", self.code.whole)

    @staticmethod
    def _leave(jump: Jump | None, fields: Node) -> Jump | None:
        return None if jump == Jump("exit", fields.get("label", "")) else jump

    def _static(self, fields: Node) -> Jump | None:
        """A statement of SQL, perhaps one whose row goes INTO variables."""
        expression = fields["sqlstmt"]
        (statement,) = statements_of(expression["PLpgSQL_expr"]["query"])
        kind, node = unwrap(statement)
        self.running.run(expression)
        if kind == "SelectStmt" and fields.get("into"):
            self._fill(fields["target"], node)
        else:
            self._forget([{"": fields}])
        return None

    def _fill(self, target: Node, select: Node) -> None:
        answer = self.evaluator.query(select)
        self.variables["found"] = answer.exists
        row = answer.first
        self.variables.fill(target, row)

    def _perform(self, fields: Node) -> Jump | None:
        query = fields["expr"]["PLpgSQL_expr"]["query"]
        (statement,) = statements_of(query)
        select = unwrap(statement)[1]
        call = loud_call(self.replay, select)
        if call is not None and call not in FOLLOWED:
            self._note(f"what {call} does is not followed", self.code.place(fields["expr"]))
        else:
            self.running.run_text(query, self.code.place(fields["expr"]))
        self.variables["found"] = self.evaluator.query(select).exists
        return None

    def _execute(self, fields: Node) -> Jump | None:
        text, place = self._text(fields["query"]), self.code.place(fields["query"])
        if isinstance(text, str):
            self.running.run_text(text, place)
        elif not only_rows_in_outline(self.replay, expression_of(fields["query"])):
            why = text.reason if isinstance(text, Undecided) else "a variable without a value"
            self._note(f"the text of EXECUTE depends on {why}", place)
        if fields.get("into"):
            found = statements_of(text) if isinstance(text, str) else ()
            if len(found) == 1 and "SelectStmt" in found[0] and "params" not in fields:
                self.variables.fill(fields["target"], self.evaluator.query(found[0]["SelectStmt"]).first)
            else:
                self.variables.fill(fields["target"], Undecided("a variable that depends on rows"))
        return None

    def _text(self, expression: Node) -> Value:
        return self.evaluator.value(expression_of(expression))

    def _assign(self, fields: Node) -> Jump | None:
        target, value = assigned_value(fields["expr"])
        self.variables.assign(fields["varno"], target, self.evaluator.value(value))
        return None

    def _if(self, fields: Node) -> Jump | None:
        branches = [(fields["cond"], fields.get("then_body", ()))]
        for each in fields.get("elsif_list", ()):
            branch = each["PLpgSQL_if_elsif"]
            branches.append((branch["cond"], branch.get("stmts", ())))
        return self._choose(branches, fields.get("else_body", ()), "IF condition")

    def _case(self, fields: Node) -> Jump | None:
        if "t_expr" in fields:
            value = self.evaluator.value(expression_of(fields["t_expr"]))
            self.variables.assign(fields["t_varno"], "", value)
        whens = [each["PLpgSQL_case_when"] for each in fields["case_when_list"]]
        branches = [(each["expr"], each.get("stmts", ())) for each in whens]
        return self._choose(branches, fields.get("else_stmts", ()), "CASE")

    def _choose(
        self, branches: Sequence[tuple[Node, Sequence[Node]]], otherwise: Sequence[Node], what: str
    ) -> Jump | None:
        for number, (condition, statements) in enumerate(branches):
            holds = as_boolean(self.evaluator.value(expression_of(condition)))
            if isinstance(holds, Undecided):
                possible = [each for _, later in branches[number:] for each in later]
                self._skip([*possible, *otherwise], f"{what} depends on {holds.reason}", self.code.place(condition))
                return None
            if holds is True:
                return self._run(statements)
        return self._run(otherwise)

    def _loop(self, kind: str, fields: Node) -> Jump | None:
        """Run the body for each round, after what the round does to variables."""
        over, rounds = LOOPS[kind](self.evaluator, self.variables, fields)
        body, label = fields.get("body", ()), fields.get("label")
        place = self.code.place(over) if over else self.code.whole
        for step in rounds:
            self.rounds += 1
            if isinstance(step, Undecided):
                self._skip_loop(body, f"a loop depends on {step.reason}", place)
                return None
            if self.rounds > MOST_ROUNDS:
                self._skip_loop(body, f"loops run more than {MOST_ROUNDS:,} times", place)
                return None
            step()
            jump = self._run(body)
            own = jump is not None and jump.label in (None, label)
            if jump is not None and own and jump.kind == "exit":
                break
            if jump is not None and not (own and jump.kind == "continue"):
                return jump
        return None

    def _skip_loop(self, body: Sequence[Node], reason: str, place: Span) -> None:
        """EXIT and CONTINUE stay within the loop, RETURN does not."""
        staying = [each for each in nested(body) if "PLpgSQL_stmt_exit" not in each]
        self._skip(staying, reason, place)

    def _exit(self, fields: Node) -> Jump | None:
        jump = Jump("exit" if fields.get("is_exit") else "continue", fields.get("label"))
        if "cond" not in fields:
            return jump
        holds = as_boolean(self.evaluator.value(expression_of(fields["cond"])))
        if isinstance(holds, Undecided):
            raise Stop(f"the end of a loop depends on {holds.reason}", self.code.place(fields["cond"]))
        return jump if holds else None

    def _raise(self, fields: Node) -> Jump | None:
        if fields.get("elog_level", _ERROR) >= _ERROR:
            raise Failure("raised", "it raises an exception", fields.get("condname"))
        return None

    def _call(self, fields: Node) -> Jump | None:
        self._note("what CALL runs is not followed", self.code.place(fields["expr"]))
        return None

    def _return(self, _fields: Node) -> Jump:
        return Jump("return")

    def _quiet(self, fields: Node) -> Jump | None:
        self._forget([{"": fields}])
        return None


def _leaves(statements: Sequence[Node]) -> Iterator[bool]:
    """Whether each statement may leave the list that it stands in."""
    for each in nested(statements):
        yield "PLpgSQL_stmt_return" in each or "PLpgSQL_stmt_exit" in each


_STATEMENTS: Mapping[str, Callable[[Block, Node], Jump | None]] = {
    "PLpgSQL_stmt_assert": Block._quiet,
    "PLpgSQL_stmt_assign": Block._assign,
    "PLpgSQL_stmt_block": Block._block,
    "PLpgSQL_stmt_call": Block._call,
    "PLpgSQL_stmt_case": Block._case,
    "PLpgSQL_stmt_close": Block._quiet,
    "PLpgSQL_stmt_commit": Block._quiet,
    "PLpgSQL_stmt_dynexecute": Block._execute,
    "PLpgSQL_stmt_execsql": Block._static,
    "PLpgSQL_stmt_exit": Block._exit,
    "PLpgSQL_stmt_fetch": Block._quiet,
    "PLpgSQL_stmt_getdiag": Block._quiet,
    "PLpgSQL_stmt_if": Block._if,
    "PLpgSQL_stmt_open": Block._quiet,
    "PLpgSQL_stmt_perform": Block._perform,
    "PLpgSQL_stmt_raise": Block._raise,
    "PLpgSQL_stmt_return": Block._return,
}
