"""How the screens look: dark, light, and with the strongest contrast."""

from textual.theme import Theme

DARK = Theme(
    name="dark",
    primary="#5B9BD5",
    secondary="#8AB4D8",
    accent="#E0B050",
    warning="#E0B050",
    error="#F07178",
    success="#8FC77F",
    foreground="#E6E6E6",
    background="#15181C",
    surface="#1B1F24",
    panel="#262C33",
    dark=True,
)
LIGHT = Theme(
    name="light",
    primary="#1F5F99",
    secondary="#33739F",
    accent="#8A5A00",
    warning="#8A5A00",
    error="#B3261E",
    success="#2E6B2E",
    foreground="#1B1F24",
    background="#F2F3F5",
    surface="#FFFFFF",
    panel="#DFE4EA",
    dark=False,
)
CONTRAST = Theme(
    name="contrast",
    primary="#FFFF00",
    secondary="#00FFFF",
    accent="#FFFF00",
    warning="#FFFF00",
    error="#FF6E6E",
    success="#00FF00",
    foreground="#FFFFFF",
    background="#000000",
    surface="#000000",
    panel="#000000",
    boost="#1A1A1A",
    dark=True,
    variables={
        "block-cursor-background": "#FFFFFF",
        "block-cursor-foreground": "#000000",
        "block-cursor-blurred-background": "#4D4D4D",
        "border-blurred": "#FFFFFF",
        "text-muted": "#FFFFFF",
    },
)
