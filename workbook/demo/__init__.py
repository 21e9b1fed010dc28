"""An invented coalition that looks like a real one, to try the program with and to measure it."""

from workbook.demo.demonstration import DemoSummary, write_demo

__all__ = ["DemoSummary", "write_demo"]
