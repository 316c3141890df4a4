"""``python -m survey`` is the ``survey`` command."""

from survey.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
