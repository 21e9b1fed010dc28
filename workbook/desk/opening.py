"""Open a plan where it lies: find its top, its layers and its cache, and load or check it.

In: a folder, and a revision for a look back. Out: an `OpenPlan`, or findings without loading where nothing
changed since the last check. The one place that joins sources, caches and rules.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from workbook.errors import WorkbookError
from workbook.findings import Finding
from workbook.records.cache import CacheFolder
from workbook.records.layers import LayerSource, folder_stack
from workbook.records.paths import MANIFEST
from workbook.records.survey import Survey, survey


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a plan lies: its top folder, its layers, and where its caches are kept."""

    top: Path
    stack: tuple[LayerSource, ...]
    cache: CacheFolder
