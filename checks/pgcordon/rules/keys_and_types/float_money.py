"""A sum of money in a floating-point column.

## What it does
Flags columns of type `real` and `double precision` whose name says that they hold money: `price`, `unit_cost`,
`shipping_fee`, `order_total`. Names that speak of a rate, a share, a score or a physical quantity as well are left
alone, and so are `amount`, `total` and the like in a table with a column for the unit.

## Why is this bad?
Floating-point numbers cannot hold most decimal fractions: 0.1 + 0.2 is not 0.3, sums depend on the order of their rows,
and two equal amounts may not be equal. Source: the manual, "Floating-Point Types": "If you require exact storage and
calculations (such as for monetary amounts), use the numeric type instead".

## Example
```sql
create schema shop;
create table shop.item (id uuid primary key, price double precision not null);
```

## Use instead
```sql
create schema shop;
create table shop.item (id uuid primary key, price numeric not null);
```
"""

import re
from collections.abc import Iterator

from pgcordon.model import Catalog, Flaw, Severity, Table
from pgcordon.rules import rule
from pgcordon.rules._plurals import singular
from pgcordon.rules._retyping import retyped
from pgcordon.rules._types import base_type, columns_of_type

_FLOATS = ("float4", "float8")
_MONEY = frozenset({
    "budget", "cost", "deposit", "earning", "expense", "fare", "fee", "income", "invoice", "money", "payment", "payout",
    "price", "profit", "refund", "rent", "revenue", "salary", "subtotal", "surcharge", "tax", "vat", "wage",
    "chf", "eur", "euro", "dollar", "gbp", "sek", "usd",
})  # fmt: skip
_PERHAPS_MONEY = frozenset({"amount", "balance", "charge", "credit", "debit", "total"})
"""Words that speak of money where they stand last, and where the table names no unit."""
_OTHER = frozenset({
    "average", "avg", "battery", "change", "coefficient", "color", "count", "delta", "distance", "duration",
    "elasticity", "factor", "fraction", "function", "hour", "index", "latency", "level", "loss", "margin", "minute",
    "model", "multiplier", "pct", "percent", "percentage", "point", "probability", "quantity", "rank", "rate", "ratio",
    "scale", "score", "second", "share", "similarity", "time", "token", "volume", "weight", "white",
})  # fmt: skip
"""Words that say it is something about money, or something else."""
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")


@rule(Severity.WARNING)
def float_money(catalog: Catalog) -> Iterator[Flaw]:
    for column in columns_of_type(catalog, *_FLOATS):
        table = catalog.table(column.table)
        if table is not None and _says_money(column.name, table):
            base = base_type(catalog, column.type)
            message = f"{column.address.identity} holds money as {base}, which is not exact; use numeric"
            yield Flaw(column, message, column.type_span, retyped(column, "numeric"))


def _says_money(name: str, table: Table) -> bool:
    """Whether the name speaks of money; of `price_per_hour` only what stands before `per` counts."""
    words = _words(name)
    words = words[: words.index("per")] if "per" in words else words
    if not words or _OTHER.intersection(words):
        return False
    if _MONEY.intersection(words):
        return True
    return words[-1] in _PERHAPS_MONEY and not any(_words(each.name)[-1:] == ["unit"] for each in table.columns)


def _words(name: str) -> list[str]:
    """The words of `unit_prices` and `unitPrices`, in lower case and in the singular."""
    return [singular(word.lower()) for word in _WORD.findall(name)]
