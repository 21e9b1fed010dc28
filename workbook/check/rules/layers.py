"""Rules WB7, of layer files: who keeps a narrower layer, and who is asked in it.

In: layer files; who reads the layer comes from the settings. Out: claims.
"""

from collections.abc import Iterator

from workbook.check.rule import Claim, Context, Rule, Subject, rule
from workbook.findings import Severity
from workbook.model.manifest import LayerFile
from workbook.records.settings import SHARED_LAYER
from workbook.records.workbook import PlanFile

_FILE = "layers/nordic/plans/layer.toml"
_NORDIC = 'name = "nordic"\nreaders = ["NOR", "SWE"]\n'


@rule(
    code="WB710",
    slug="layer-asks-stranger",
    severity=Severity.ERROR,
    claim="Who keeps a layer, and who must approve what is in it, can read it.",
    reason="Nobody can look after, or agree to, what is kept from them, so the layer could not be changed.",
    source="Who sees what (docs/disclosure.md): layers",
    subject=Subject.FILE,
    failing={_FILE: _NORDIC + 'secretariat = "USA"\n'},
    passing={_FILE: _NORDIC + 'secretariat = "NOR"\n'},
)
def layer_asks_stranger(file: PlanFile, context: Context) -> Iterator[Claim]:
    """Name who a layer's file gives a part in it, and is none of its readers."""
    about = file.description
    if not isinstance(about, LayerFile) or file.layer == SHARED_LAYER:
        return
    policy = context.settings.policy(file.layer)
    named = [("secretariat", about.secretariat)] if about.secretariat else []
    named += [
        (f"approval.more[{row}].of[{place}]", code)
        for row, more in enumerate(about.approval.more)
        for place, code in enumerate(more.of)
    ]
    for field, code in named:
        if not policy.can_ask(code):
            yield Claim(file, field, f"names {code!r}, who cannot read the layer; name one of its readers")


RULES: tuple[Rule, ...] = (layer_asks_stranger,)
