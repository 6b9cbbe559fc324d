"""The rounds of a loop: for each one what it does to variables, and where they end for want of knowledge."""

from collections.abc import Callable, Iterable, Iterator

from pgcordon.parse.do_blocks.block_text import expression_of, statements_of
from pgcordon.parse.do_blocks.evaluation import Evaluator
from pgcordon.parse.do_blocks.values import Row, Undecided, Value, as_boolean
from pgcordon.parse.do_blocks.variables import Variables
from pgcordon.parse.nodes import Node, unwrap

Round = Callable[[], None] | Undecided
Rounds = tuple[Node | None, Iterable[Round]]
"""The expression that the loop is over, and its rounds."""


def _over_query(evaluator: Evaluator, variables: Variables, fields: Node) -> Rounds:
    (statement,) = statements_of(fields["query"]["PLpgSQL_expr"]["query"])
    return fields["query"], _over_rows(evaluator, variables, fields, statement)


def _over_dynamic(evaluator: Evaluator, variables: Variables, fields: Node) -> Rounds:
    text = evaluator.value(expression_of(fields["query"]))
    if not isinstance(text, str) or "params" in fields:
        why = text if isinstance(text, Undecided) else Undecided("a text that is put together")
        return fields["query"], [why]
    found = statements_of(text)
    statement = found[0] if len(found) == 1 else {"": {}}
    return fields["query"], _over_rows(evaluator, variables, fields, statement)


def _over_rows(evaluator: Evaluator, variables: Variables, fields: Node, statement: Node) -> Iterable[Round]:
    kind, node = unwrap(statement)
    rows = evaluator.query(node).all_rows if kind == "SelectStmt" else Undecided("rows that it changes")
    if isinstance(rows, Undecided):
        return [rows]
    variables["found"] = bool(rows)
    return [_filling(variables, fields["var"], row) for row in rows]


def _filling(variables: Variables, target: Node, row: Row) -> Round:
    return lambda: variables.fill(target, row)


def _over_array(evaluator: Evaluator, variables: Variables, fields: Node) -> Rounds:
    array = evaluator.value(expression_of(fields["expr"]))
    if not isinstance(array, tuple) or "slice" in fields:
        return fields["expr"], [array if isinstance(array, Undecided) else Undecided("an array without a value")]
    return fields["expr"], [_assigning(variables, fields["varno"], element) for element in array]


def _assigning(variables: Variables, number: int, value: Value) -> Round:
    return lambda: variables.assign(number, "", value)


def _over_integers(evaluator: Evaluator, variables: Variables, fields: Node) -> Rounds:
    first, last = (evaluator.value(expression_of(fields[each])) for each in ("lower", "upper"))
    step = evaluator.value(expression_of(fields["step"])) if "step" in fields else 1
    for edge in (first, last, step):
        if not isinstance(edge, int):
            return fields["lower"], [edge if isinstance(edge, Undecided) else Undecided("bounds that are not known")]
    assert isinstance(first, int)
    assert isinstance(last, int)
    assert isinstance(step, int)
    if step < 1:
        return fields["lower"], [Undecided("a step that is not positive")]
    numbers = range(first, last - 1, -step) if fields.get("reverse") else range(first, last + 1, step)
    name = fields["var"]["PLpgSQL_var"]["refname"]
    return fields["lower"], (_binding(variables, name, number) for number in numbers)


def _binding(variables: Variables, name: str, value: Value) -> Round:
    return lambda: variables.__setitem__(name, value)


def _while(evaluator: Evaluator, _variables: Variables, fields: Node) -> Rounds:
    def rounds() -> Iterator[Round]:
        while (holds := as_boolean(evaluator.value(expression_of(fields["cond"])))) is True:
            yield _nothing
        if isinstance(holds, Undecided):
            yield holds

    return fields["cond"], rounds()


def _endless(_evaluator: Evaluator, _variables: Variables, _fields: Node) -> Rounds:
    return None, iter(lambda: _nothing, None)


def _nothing() -> None:
    """A round that changes no variable by itself."""


LOOPS: dict[str, Callable[[Evaluator, Variables, Node], Rounds]] = {
    "PLpgSQL_stmt_dynfors": _over_dynamic,
    "PLpgSQL_stmt_foreach_a": _over_array,
    "PLpgSQL_stmt_fori": _over_integers,
    "PLpgSQL_stmt_fors": _over_query,
    "PLpgSQL_stmt_loop": _endless,
    "PLpgSQL_stmt_while": _while,
}
