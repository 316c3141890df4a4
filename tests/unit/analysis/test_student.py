from __future__ import annotations

import numpy as np
import pytest
from scipy import stats

from survey.analysis.student import LARGE, quantile


@pytest.mark.parametrize(
    ("df", "tabled"), [(1, 12.706), (2, 4.303), (5, 2.571), (10, 2.228), (30, 2.042), (120, 1.980), (1e9, 1.960)]
)
def test_quantiles_are_those_of_the_printed_tables(df: float, tabled: float) -> None:
    assert quantile(0.975, df) == pytest.approx(tabled, abs=0.0005)


@pytest.mark.parametrize("p", [0.95, 0.975, 0.995, 0.9999])
def test_quantiles_equal_scipys_for_any_real_degrees_of_freedom(p: float) -> None:
    for df in [*np.geomspace(0.5, 1e7, 150), LARGE - 1e-6, LARGE, LARGE + 1e-6]:
        assert quantile(p, float(df)) == pytest.approx(float(stats.t.ppf(p, df)), rel=1e-11)


def test_one_degree_of_freedom_is_cauchys_distribution() -> None:
    assert quantile(0.975, 1) == pytest.approx(np.tan(np.pi * 0.475), rel=1e-13)


def test_two_degrees_of_freedom_have_a_closed_form() -> None:
    assert quantile(0.975, 2) == pytest.approx(0.95 * np.sqrt(2 / (1 - 0.95**2)), rel=1e-13)


@pytest.mark.parametrize(("p", "df"), [(0.5, 5), (0.94, 5), (1.0, 5), (0.975, 0), (0.975, -1), (0.975, float("nan"))])
def test_what_has_no_quantile_here_is_refused(p: float, df: float) -> None:
    with pytest.raises(ValueError, match="no quantile"):
        quantile(p, df)
