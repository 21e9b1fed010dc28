"""Figures of what may not be named: no bare number, as nobody could tell pieces from tonnes."""

from tests.render.coalition import MEETING, RICH
from tests.render.views.conftest import Draw
from tests.render.views.reading_blocks import texts

PUBLIC = 'release = "public"\n'
ITEM = "plans/catalogue/items/155mm-he.toml"
GIFT = "plans/nations/NOR/commitments/NOR-C-9K3Q.toml"
GIFT_TEXT = """\
title = "Help of ours"
kind = "donation"
item = "155mm-he"
quantity = 400
status = "committed"
made_at = "2022-09-28-brussels"
to = [{party = "UKR"}]
"""
NEED = "plans/nations/UKR/requests/UKR-R-11AB.toml"
FILES = {
    ITEM: RICH[ITEM] + 'release = "members"\n',
    f"{MEETING}/meeting.toml": RICH[f"{MEETING}/meeting.toml"].replace("\n", f"\n{PUBLIC}", 1),
    GIFT: GIFT_TEXT + PUBLIC,
    NEED: RICH[NEED].replace("\n", f"\n{PUBLIC}", 1),
}


def test_what_was_promised_publicly_has_no_bare_number(draw: Draw) -> None:
    outcome = " ".join(texts(draw("outcome", FILES, audience="public"), "promised"))
    communique = " ".join(texts(draw("communique", FILES, audience="public"), "committed"))

    assert "400 (unit not disclosed)" in outcome
    assert "Norway: Help of ours, for Ukraine." in communique


def test_needs_and_ledgers_have_no_bare_number_of_what_is_hidden(draw: Draw) -> None:
    needs = " ".join(texts(draw("requirements", FILES, audience="public"), "urgent"))
    register = " ".join(texts(draw("register", FILES, audience="public"), "commitment"))

    assert "4,000 to 6,000 (unit not disclosed)" in needs
    assert "400 (unit not disclosed)" in register


def test_a_unit_of_its_own_is_told(draw: Draw) -> None:
    files = {**FILES, GIFT: GIFT_TEXT + PUBLIC + 'unit = "set"\n'}

    register = " ".join(texts(draw("register", files, audience="public"), "commitment"))
    communique = " ".join(texts(draw("communique", files, audience="public"), "committed"))

    assert "Norway: Help of ours (400 sets), for Ukraine." in communique
    assert "400 sets" in register
    assert "undisclosed" not in register


def test_who_asks_reads_no_bare_number_of_what_is_hidden_from_it(draw: Draw) -> None:
    hidden = {ITEM: RICH[ITEM] + 'release = ["USA", "NOR"]\n'}

    (row,) = texts(draw("brief", hidden, audience="UKR"), "asks")[1:2]

    assert "4,000 to 6,000 (unit not disclosed)" in row
