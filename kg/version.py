"""The version of kg."""

VERSION = "0.1.0"
