"""Why a push is not taken in: what the guard tells the pusher and writes into its journal."""

import msgspec


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """One reason: the ref, the rule, the path ("" for all of it), and a sentence."""

    ref: str
    rule: str
    path: str = ""
    message: str
