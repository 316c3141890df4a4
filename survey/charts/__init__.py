"""From a `SafeReport` to pictures: the only room that loads matplotlib.

Each chart is a module that returns a matplotlib `Figure` (`gap`); `svg` and `png` turn a figure into the same bytes
every time. Nothing here computes a figure of the report, and nothing that may not be published ever comes in.
"""

from survey.charts.gap import alt_text, items_chart, standards_chart
from survey.charts.style import png, svg

__all__ = ["alt_text", "items_chart", "png", "standards_chart", "svg"]
