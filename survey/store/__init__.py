"""The only room that speaks SQLite: a connection (`connection`), the schema (`migrations`), and a module per subject.

Functions here keep and return what they are given. Rules of the survey (who may answer when, what is published) live in
`survey.rounds` and `survey.analysis`.
"""
