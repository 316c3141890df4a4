"""From a `SafeReport` to bytes: pages, tables and the folder that ``survey report`` writes.

Nothing here sees a tally or a response. `page` says in words what the figures mean, `findings` picks what matters most,
`spreadsheets` and `document` are for machines and spreadsheets, `folder` puts everything together.
"""
