"""Objects that git keeps one to a file, read as they lie there: git takes twice as long to hand many over.

In: the folder of a repository and ids. Out: the contents of those objects that lie loose. What is packed,
lies in an alternate or is damaged is left out, for git to read or to tell of.

Source: gitrepository-layout(5) on `objects/`; a loose object is `TYPE SIZE NUL CONTENT`, compressed by zlib.
"""

import os
import zlib
from collections.abc import Iterable, Mapping
from pathlib import Path


def loose_objects(git_folder: Path, ids: Iterable[str]) -> Mapping[str, bytes]:
    """Give the contents of the objects that lie loose, by id."""
    wanted: dict[str, list[str]] = {}
    for id_ in ids:
        wanted.setdefault(id_[:2], []).append(id_)
    found = {}
    for start, some in wanted.items():
        folder = f"{git_folder}/objects/{start}"
        try:
            names = set(os.listdir(folder))
        except OSError:
            continue
        for id_ in some:
            content = _content(f"{folder}/{id_[2:]}") if id_[2:] in names else None
            if content is not None:
                found[id_] = content
    return found


def _content(path: str) -> bytes | None:
    """Give what a file holds, None where that is no whole object."""
    try:
        with open(path, "rb", buffering=0) as file:
            reader = zlib.decompressobj()
            data = reader.decompress(file.readall())
        head, _, content = data.partition(b"\0")
        is_whole = reader.eof and not reader.unused_data and int(head.split(b" ")[1]) == len(content)
    except (OSError, zlib.error, ValueError, IndexError):
        return None
    return content if is_whole else None
