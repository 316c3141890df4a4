"""The schema, as a list of steps that only ever add. A released step is never edited.

What the schema promises: an invitation (who was invited) and a response (what someone answered) share no key, no time
and no order. Invitations change only in flags and answers only in characters that SQLite overwrites in place; responses
lie under a key made of code and passphrase. When a row of a respondent comes, goes or changes its width, the file is
rewritten in the order of its keys (`Store.settle_afterwards`).
"""

from __future__ import annotations

from sqlite_utils import Migrations
from sqlite_utils.db import Database

migrations = Migrations("survey")

FIRST_SCHEMA = (
    # The content of one standards.yaml, frozen under its digest.
    """CREATE TABLE catalogue (
        digest TEXT NOT NULL PRIMARY KEY,
        document TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE round (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL UNIQUE,
        catalogue TEXT NOT NULL REFERENCES catalogue,
        opens TEXT NOT NULL,
        closes TEXT NOT NULL,
        k INTEGER NOT NULL CHECK (k >= 3),
        salt BLOB NOT NULL,
        closed_on TEXT,
        published_on TEXT
    ) STRICT""",
    """CREATE TABLE carrier (
        id INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        side TEXT NOT NULL,
        area TEXT,
        email TEXT,
        respondents INTEGER NOT NULL CHECK (respondents > 0),
        UNIQUE (side, name)
    ) STRICT""",
    # `opened` and `submitted` are 0 or 1: both take no byte of their own, so a change leaves the row where it lies.
    """CREATE TABLE invitation (
        selector TEXT NOT NULL PRIMARY KEY,
        round INTEGER NOT NULL REFERENCES round,
        carrier INTEGER NOT NULL REFERENCES carrier,
        area TEXT NOT NULL,
        verifier BLOB NOT NULL,
        issued_on TEXT NOT NULL,
        opened INTEGER NOT NULL DEFAULT 0 CHECK (opened IN (0, 1)),
        submitted INTEGER NOT NULL DEFAULT 0 CHECK (submitted IN (0, 1))
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX invitation_carrier ON invitation (round, carrier)",
    # Which cell the responses from an area get; fixed for a side when its first code is used. No area: ''.
    """CREATE TABLE cell (
        round INTEGER NOT NULL REFERENCES round,
        side TEXT NOT NULL,
        area TEXT NOT NULL,
        cell TEXT NOT NULL,
        PRIMARY KEY (round, side, area)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE response (
        round INTEGER NOT NULL REFERENCES round,
        key BLOB NOT NULL,
        side TEXT NOT NULL,
        cell TEXT NOT NULL,
        submitted INTEGER NOT NULL DEFAULT 0 CHECK (submitted IN (0, 1)),
        PRIMARY KEY (round, key)
    ) STRICT, WITHOUT ROWID""",
    # One character per question of the frozen catalogue: chr(48 + step), 'x' for cannot say, '-' for no answer.
    """CREATE TABLE answer (
        round INTEGER NOT NULL,
        response BLOB NOT NULL,
        working TEXT NOT NULL,
        submitted TEXT NOT NULL,
        PRIMARY KEY (round, response),
        FOREIGN KEY (round, response) REFERENCES response (round, key) DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE comment (
        round INTEGER NOT NULL,
        response BLOB NOT NULL,
        standard INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('feedback', 'proposal')),
        working TEXT NOT NULL,
        submitted TEXT NOT NULL,
        PRIMARY KEY (round, response, standard, kind),
        FOREIGN KEY (round, response) REFERENCES response (round, key) DEFERRABLE INITIALLY DEFERRED
    ) STRICT, WITHOUT ROWID""",
    # Comments of a closed round, cut loose from their responses.
    """CREATE TABLE review (
        id BLOB NOT NULL PRIMARY KEY,
        round INTEGER NOT NULL REFERENCES round,
        side TEXT NOT NULL,
        standard INTEGER NOT NULL,
        kind TEXT NOT NULL CHECK (kind IN ('feedback', 'proposal')),
        text TEXT NOT NULL,
        state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'released', 'redacted', 'held')),
        shown TEXT
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE import_file (
        round INTEGER NOT NULL REFERENCES round,
        digest TEXT NOT NULL,
        PRIMARY KEY (round, digest)
    ) STRICT, WITHOUT ROWID""",
    # How many imported responses a carrier gave; kept until the round is counted. No name: ''.
    """CREATE TABLE import_carrier (
        round INTEGER NOT NULL REFERENCES round,
        side TEXT NOT NULL,
        cell TEXT NOT NULL,
        carrier TEXT NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (round, side, cell, carrier)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tally_side (
        round INTEGER NOT NULL REFERENCES round,
        side TEXT NOT NULL,
        invited INTEGER,
        PRIMARY KEY (round, side)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tally_group (
        round INTEGER NOT NULL REFERENCES round,
        side TEXT NOT NULL,
        cell TEXT NOT NULL,
        submitted INTEGER NOT NULL,
        PRIMARY KEY (round, side, cell)
    ) STRICT, WITHOUT ROWID""",
    # `carrier` is a number drawn at closing; it says which counts come from one carrier, not from which.
    """CREATE TABLE tally_carrier (
        round INTEGER NOT NULL REFERENCES round,
        side TEXT NOT NULL,
        cell TEXT NOT NULL,
        carrier INTEGER NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (round, side, cell, carrier)
    ) STRICT, WITHOUT ROWID""",
    # `step` 0 is „kann ich nicht beurteilen“.
    """CREATE TABLE tally (
        round INTEGER NOT NULL REFERENCES round,
        side TEXT NOT NULL,
        cell TEXT NOT NULL,
        question TEXT NOT NULL,
        step INTEGER NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (round, side, cell, question, step)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tally_score (
        round INTEGER NOT NULL REFERENCES round,
        side TEXT NOT NULL,
        cell TEXT NOT NULL,
        standard INTEGER NOT NULL,
        rated INTEGER NOT NULL,
        total INTEGER NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (round, side, cell, standard, rated, total)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE tally_joint (
        round INTEGER NOT NULL REFERENCES round,
        side TEXT NOT NULL,
        cell TEXT NOT NULL,
        standard INTEGER NOT NULL,
        i INTEGER NOT NULL,
        j INTEGER NOT NULL,
        n INTEGER NOT NULL,
        sum_i INTEGER NOT NULL,
        sum_j INTEGER NOT NULL,
        sum_ij INTEGER NOT NULL,
        PRIMARY KEY (round, side, cell, standard, i, j)
    ) STRICT, WITHOUT ROWID""",
    # The published SafeReport, frozen.
    """CREATE TABLE report (
        round INTEGER NOT NULL PRIMARY KEY REFERENCES round,
        document TEXT NOT NULL
    ) STRICT""",
)


@migrations()
def first_schema(db: Database) -> None:
    """Make the tables of the first release."""
    for statement in FIRST_SCHEMA:
        db.execute(statement)


@migrations()
def blocks_and_withdrawal(db: Database) -> None:
    """Keep the block of each cell of a closed round, and the day on which a report was withdrawn."""
    db.execute(
        """CREATE TABLE block (
            round INTEGER NOT NULL REFERENCES round,
            side TEXT NOT NULL,
            cell TEXT NOT NULL,
            block TEXT NOT NULL,
            PRIMARY KEY (round, side, cell)
        ) STRICT, WITHOUT ROWID"""
    )
    db.execute("ALTER TABLE round ADD COLUMN withdrawn_on TEXT")
