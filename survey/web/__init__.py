"""The site: one package per user (`participant`, `public`), and what they share.

`security` says who may come in where, `database` lends each request its connection, `wording` speaks its language,
`failures` turns what goes wrong into pages. Rules of the survey are in `survey.rounds`; nothing here writes SQL.
"""
