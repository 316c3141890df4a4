"""From a `SafeReport` to pictures: the only room that loads matplotlib.

Each chart is a module that returns a matplotlib `Figure` (`gap`); `style` turns a figure into the same bytes every
time; `alt` says in words what a chart shows, and loads no matplotlib. Nothing
here computes a figure of the report, and nothing that may not be published ever comes in.
"""
