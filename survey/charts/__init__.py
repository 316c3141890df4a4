"""From a `SafeReport` to pictures: the only room that loads matplotlib.

Each chart is a module that returns a matplotlib `Figure` (`gap`, `distribution`, `selfimage`, `importance`, `trend`,
`blocks`); `style` turns a figure into the same bytes every
time; `alt` and `sentences` say in words what a chart shows, and load no matplotlib. Nothing
here computes a figure of the report, and nothing that may not be published ever comes in.
"""
