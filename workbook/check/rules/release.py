"""Rules of one family."""

from workbook.check.rule import Rule

RULES: tuple[Rule, ...] = ()
