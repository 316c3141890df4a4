"""Partnerblick: quality standards of a partnership, rated by each side, compared in gap charts and reports."""
