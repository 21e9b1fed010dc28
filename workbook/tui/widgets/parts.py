"""Parts of widgets that are drawn in a style of their own, worked out when such a part is first drawn.

In: names of parts as styles know them, without `COMPONENT_CLASSES`. Out: their styles, where Textual looks
for them. It would work out all of them whenever a widget takes its styles, drawn or not: for the lists of a
screen that takes longer than to paint it. Where it keeps them is private to it, and has no other door.
"""

from textual.css.styles import RenderStyles
from textual.dom import DOMNode
from textual.widget import Widget


class Parted(Widget):
    """A widget with parts."""

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Give the styles of parts, the later over the earlier."""
        for name in names:
            if name not in self._component_styles:
                part = DOMNode(classes=name)
                part._attach(self)
                self.app.stylesheet.apply(part)
                self._component_styles[name] = part.styles
        return super().get_component_styles(*names)

    def notify_style_update(self) -> None:
        """Forget the styles that were worked out."""
        self._component_styles.clear()
        super().notify_style_update()
