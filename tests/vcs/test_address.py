import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbook.vcs.address import shown_address


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("https://git.example.org/plan.git", "https://git.example.org/plan.git"),
        ("https://kari:secret@git.example.org/plan.git", "https://git.example.org/plan.git"),
        ("https://ghp_token@git.example.org/plan.git", "https://git.example.org/plan.git"),
        ("https://kari:se@cret@git.example.org/plan.git", "https://git.example.org/plan.git"),
        ("https://kari:se/cret@git.example.org/plan.git", "https://git.example.org/plan.git"),
        ("https://git.example.org/plan.git?token=secret#x", "https://git.example.org/plan.git"),
        ("ssh://git@git.example.org:22/plan.git", "ssh://git@git.example.org:22/plan.git"),
        ("ssh://git:secret@git.example.org/plan.git", "ssh://git@git.example.org/plan.git"),
        ("git@git.example.org:plan.git", "git@git.example.org:plan.git"),
        ("git:secret@git.example.org:plan.git", "git.example.org:plan.git"),
        ("/srv/plan.git", "/srv/plan.git"),
        ("../plan", "../plan"),
    ],
)
def test_an_address_is_shown_without_its_secret(address: str, shown: str) -> None:
    assert shown_address(address) == shown


@given(
    st.sampled_from(["https", "http", "ssh", "git+ssh", "HTTPS", "SSH"]),
    st.text(st.characters(codec="ascii", exclude_characters="?#"), min_size=1, max_size=20),
)
def test_no_password_is_ever_shown(scheme: str, password: str) -> None:
    shown = shown_address(f"{scheme}://kari:§{password}§@git.example.org/plan.git")

    assert "§" not in shown
    assert shown.endswith("git.example.org/plan.git")
