"""Bare Typst: ziping's templates and payload, compiled by the package `typst` as it does by default."""

import sys

import typst

typst.compile(
    "templates/report.typ",
    output=sys.argv[1],
    root="templates",
    font_paths=["fonts"],
    ignore_system_fonts=True,
)
