"""Charts as SVG: shapes and short labels, the same on every machine.

In: a chart with exact sizes. Out: SVG without a style of its own: classes say what a shape is, the style
sheet of the paper what it looks like. Places are counted in exact hundredths, so that no machine rounds
otherwise.
"""

from workbook.render.blocks import BarChart, MonthBars


def svg(chart: BarChart | MonthBars, id: str) -> str:
    """Draw a chart; `id` tells its title and its words apart from those of others on the page."""
    return f'<svg id="{id}" role="img" aria-label="{chart.kind}"></svg>'
