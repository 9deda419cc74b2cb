"""Verify, backup, restore, rebuild and migrate."""
