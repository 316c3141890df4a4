"""Measured speed, each figure beside what it is compared with. Nothing here is a test."""
