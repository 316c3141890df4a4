"""Runs every measurement and prints one line for each."""

from __future__ import annotations

from bench import respond, rounds


def main() -> None:
    """Run all measurements."""
    rounds.main()
    respond.main()


if __name__ == "__main__":
    main()
