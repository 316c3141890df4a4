"""Blocks: how the parts of one side, by where they work, see the standards, beside the other side as a whole.

Draws nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from survey.analysis.safereport import Block, Point, SafeReport
from survey.charts.comparison import Comparison, Line, comparison
from survey.language import Language
from survey.model import CELL_SEPARATOR, CITY, Catalogue


@dataclass(frozen=True)
class Part:
    """One block: its name and how many of it answered."""

    name: str
    submitted: int


@dataclass(frozen=True)
class StandardParts:
    """One standard: `points` of the blocks in their order, None where only the whole side is shown."""

    line: Line
    points: tuple[Point, ...] | None


@dataclass(frozen=True)
class BlockMeans:
    """The blocks of side a of the comparison, in the order of the catalogue's areas; none if a is not split."""

    comparison: Comparison
    parts: tuple[Part, ...]
    standards: tuple[StandardParts, ...]


def block_means(report: SafeReport, side: str, other: str, language: Language) -> BlockMeans:
    """Return the means of one side's blocks for every standard.

    Raises
    ------
    KeyError
        No such side.
    """
    compared = comparison(report, (side, other), language)
    order = _order(compared.catalogue)
    own = sorted(
        (block for block in report.blocks if block.side == side),
        key=lambda block: min(order.get(cell, len(order)) for cell in block.cells),
    )
    cells = {cell for block in own for cell in block.cells}
    return BlockMeans(
        compared,
        tuple(Part(_name(compared.catalogue, block.cells, cells, language), block.submitted) for block in own),
        tuple(StandardParts(line, _points(own, line.id)) for line in compared.lines),
    )


def _order(catalogue: Catalogue) -> dict[str, int]:
    """Return the cells in the order of the areas, an area type after its areas, the city last."""
    cells = []
    for area_type in catalogue.areas:
        cells += [f"{area_type.name}{CELL_SEPARATOR}{area.name}" for area in area_type.areas]
        cells.append(area_type.name)
    return {cell: index for index, cell in enumerate([*cells, CITY])}


def _points(blocks: Sequence[Block], row: str) -> tuple[Point, ...] | None:
    found = tuple(block.points[row] for block in blocks if row in block.points)
    return found if blocks and len(found) == len(blocks) else None


def _name(catalogue: Catalogue, cells: Sequence[str], all_cells: set[str], language: Language) -> str:
    """Return the names of a block's cells; one that lacks cells inside it that stand elsewhere is the rest of it."""
    order = _order(catalogue)
    known = sorted(cells, key=lambda cell: order.get(cell, len(order)))
    inside = {cell for cell in known if any(cell != outer and _is_inside(cell, outer) for outer in known if outer)}
    names = [_cell_name(catalogue, cell, set(cells), all_cells, language) for cell in known if cell not in inside]
    return ", ".join(dict.fromkeys(names))


def _is_inside(cell: str, outer: str) -> bool:
    return outer == CITY or cell.startswith(f"{outer}{CELL_SEPARATOR}")


def _cell_name(catalogue: Catalogue, cell: str, own: set[str], all_cells: set[str], language: Language) -> str:
    _ = language.gettext
    elsewhere = any(other != cell and _is_inside(other, cell) for other in all_cells - own)
    if cell == CITY:
        return _("rest of the city") if elsewhere else _("without an area")
    name = _label(catalogue, cell)
    return _("rest of %(area)s") % {"area": name} if elsewhere else name


def _label(catalogue: Catalogue, cell: str) -> str:
    type_name, _, area_name = cell.partition(CELL_SEPARATOR)
    for area_type in catalogue.areas:
        if area_type.name == type_name:
            areas = {area.name: area.label for area in area_type.areas}
            return areas.get(area_name, area_name) if area_name else area_type.label
    return area_name or type_name
