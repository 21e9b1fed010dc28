"""Looking at a proposal, saying something of it, adopting and withdrawing it."""

from tests.cli.conftest import COMMITMENT, Bench
from tests.desk.reviewing.test_proposing import _propose
from tests.desk.reviewing.test_verdicts import PAID, TEXT, _said
from tests.tui.conftest import NARROW, Hand, at_work, journey


def _proposed(shared: Bench) -> str:
    shared.commit({PAID: TEXT})
    shared.run("set", "NOR-C-7K3Q", "quantity=800")
    return _propose(shared, "--purpose", "They wear out.")


def _on_main(bench: Bench, path: str) -> str:
    bench.git("fetch", "--quiet")
    return bench.git("show", f"origin/main:{path}")


@journey
async def test_what_a_proposal_does_and_who_must_act_is_told(shared: Bench, ukraine: Bench) -> None:
    id = _proposed(shared)

    async with at_work(ukraine) as hand:
        await hand.press("r", "enter")
        shown = hand.shown()

        assert f"{id} Fewer shells" in shown
        assert "Put forward by NOR today. You must approve it." in shown
        assert "They wear out." in shown
        assert "quantity from about 900 to 800" in shown
        assert "» UKR must approve NOR-C-9D0M" in shown
        assert "NOR-C-9D0M Barrels" in shown
