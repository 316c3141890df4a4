"""From the counts of a closed round to the figures that may be published.

One topic a module: what is counted (`counts`), what the counts say (`moments`, `scores`, `precision`, `agreement`,
`views`, `gaps`), and what of it may leave the house (`disclosure`, `publication`, `safereport`). Nothing here knows
respondents, the store or a screen.
"""
