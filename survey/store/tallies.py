"""The counts a closed round is reduced to: integers by side and cell, written once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from survey.model import GroupTally, Tally
from survey.store.connection import Row, Store


def put(store: Store, round_id: int, tally: Tally) -> None:
    """Keep the tally of a round."""
    store.insert("tally_side", [{"round": round_id, "side": s, "invited": n} for s, n in sorted(tally.invited.items())])
    for group in tally.groups:
        own = {"round": round_id, "side": group.side, "cell": group.cell}
        store.insert("tally_group", [own | {"submitted": group.submitted}])
        store.insert("tally_carrier", [own | {"carrier": c, "n": n} for c, n in group.carriers])
        store.insert("tally", [own | row for row in _step_rows(group)])
        store.insert(
            "tally_score",
            [
                own | {"standard": number, "rated": rated, "total": total, "n": n}
                for number, scores in group.scores.items()
                for rated, total, n in scores
            ],
        )
        store.insert(
            "tally_joint",
            [
                own | dict(zip(_JOINT, (number, *sums), strict=True))
                for number, joint in group.joint.items()
                for sums in joint
            ],
        )


def of_round(store: Store, round_id: int) -> Tally:
    """Return the tally of a closed round."""
    submitted, carriers, steps, scores, joint = (
        _by_group(store, table, round_id)
        for table in ("tally_group", "tally_carrier", "tally", "tally_score", "tally_joint")
    )
    groups = tuple(
        GroupTally(
            side=side,
            cell=cell,
            submitted=rows[0]["submitted"],
            carriers=tuple((row["carrier"], row["n"]) for row in carriers[side, cell]),
            steps={
                question: _step_counts(of_question)
                for question, of_question in _by_column(steps[side, cell], "question").items()
            },
            scores={
                number: tuple((row["rated"], row["total"], row["n"]) for row in of_standard)
                for number, of_standard in _by_column(scores[side, cell], "standard").items()
            },
            joint={
                number: tuple(tuple(row[column] for column in _JOINT[1:]) for row in of_standard)
                for number, of_standard in _by_column(joint[side, cell], "standard").items()
            },
        )
        for (side, cell), rows in submitted.items()
    )
    invited = store.rows("SELECT side, invited FROM tally_side WHERE round = ?", (round_id,))
    return Tally(groups, {row["side"]: row["invited"] for row in invited})


_JOINT = ("standard", "i", "j", "n", "sum_i", "sum_j", "sum_ij")


def _step_rows(group: GroupTally) -> Iterable[dict[str, Any]]:
    for question, counts in group.steps.items():
        for place, n in enumerate(counts, 1):
            yield {"question": question, "step": place if place < len(counts) else 0, "n": n}


def _step_counts(rows: list[Row]) -> tuple[int, ...]:
    by_step = {row["step"]: row["n"] for row in rows}
    cannot_say = by_step.pop(0)
    return (*(by_step[step] for step in sorted(by_step)), cannot_say)


def _by_group(store: Store, table: str, round_id: int) -> dict[tuple[str, str], list[Row]]:
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in store.rows(f"SELECT * FROM {table} WHERE round = ?", (round_id,)):
        groups[row["side"], row["cell"]].append(row)
    return groups


def _by_column(rows: list[Row], column: str) -> dict[Any, list[Row]]:
    groups: dict[Any, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row[column]].append(row)
    return groups
