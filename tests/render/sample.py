"""A paper in which every block stands once, with hostile words where a record could put them."""

from fractions import Fraction

from workbook.render.blocks import (
    Bar,
    BarChart,
    Callout,
    Fact,
    HeatCell,
    HeatRow,
    HeatTable,
    Level,
    Line,
    Month,
    MonthBars,
    Part,
    Point,
    Points,
    Row,
    SourceLine,
    paragraph,
    points,
    table,
)
from workbook.render.frame import Frame
from workbook.render.page import Paper, Section

HOSTILE = "<script>alert(1)</script> [x](javascript:alert(1)) \" ' **b** | `c` {{ 7771 * 3 }} &lt; <!--"
FRAME = Frame(
    title="Sample",
    subtitle="A meeting · Brussels",
    label="TLP:AMBER",
    readers="For Norway and Sweden only.",
    drawn="As of 28 September 2022, plan state 0123456789ab.",
    footing="Drawn only from what the plan releases.",
    counts="Counts what is released to Norway and Sweden.",
    warnings=("Entries marked “illustrative” are invented for practice.",),
    sources_heading="Sources",
    sources=(
        SourceLine(number=1, text="Ministry: “Letter”.", url="https://example.org/a?b=c&d=e"),
        SourceLine(number=2, text=HOSTILE, url="javascript:alert(1)"),
    ),
)
_NAMES = ("January", "February", "March", "April", "May", "June", "July", "August")
BARS = BarChart(
    title="How far needs are covered",
    told="Of three needs one is covered; shells are covered by half.",
    series=("Agreed", "Offered"),
    bars=(
        Bar(
            label="155 mm high-explosive shell",
            parts=(
                Part(series=0, text="2,000", size=Fraction(1, 3)),
                Part(series=1, text="1,000", size=Fraction(1, 6), is_doubtful=True),
            ),
            text="3,000 of 6,000",
            mark=Fraction(1),
            mark_text="6,000",
            notes=(1,),
        ),
        Bar(label=HOSTILE * 3, parts=(Part(series=0, text="12", size=Fraction(1, 500)),), text="12"),
        Bar(label="Drones", parts=(), text="0 of 40", mark=Fraction(1, 150), mark_text="40"),
    ),
    label_heading="Item",
    mark_label="Needed",
)
MONTHS = MonthBars(
    title="Deliveries by month",
    told="Deliveries rise until May; the works can make 400 a month.",
    series=("Norway", "Sweden", "Netherlands"),
    months=tuple(
        Month(
            name=f"{name} 2023",
            short=name[:3],
            parts=tuple(
                Part(series=of, text=str(100 * (of + 1)), size=Fraction(of + number, 30), is_doubtful=of == 2)
                for of in range(3)
            ),
            text=str(number * 100),
            line=Fraction(4, 5) if number else None,
            line_text="400",
        )
        for number, name in enumerate(_NAMES)
    ),
    top="500",
    month_heading="Month",
    line_label="Capacity",
)
HEAT = HeatTable(
    label_heading="Item",
    columns=("Jan", "Feb", "Mar"),
    rows=tuple(
        HeatRow(
            label=label,
            cells=tuple(HeatCell(level=(start + one) % 5, text=f"{start + one * 20} %") for one in range(3)),
            notes=(2,),
        )
        for start, label in enumerate(("Shells", "Drones", HOSTILE))
    ),
    levels=(
        Level(symbol="●", meaning="covered"),
        Level(symbol="◕", meaning="nearly covered"),
        Level(symbol="◑", meaning="half covered"),
        Level(symbol="◔", meaning="hardly covered"),
        Level(symbol="○", meaning="not covered"),
    ),
    caption="Coverage by month",
)
SAMPLE = Paper(
    name="sample",
    frame=FRAME,
    head=(Fact(label="Date", text="28 September 2022", notes=(1,)), Fact(label="Place", text=HOSTILE)),
    short=(Line(text="Half of what is needed is covered."), Line(text=HOSTILE)),
    short_heading="In short",
    sections=(
        Section(key="empty", heading="Nothing", blocks=(points(()),)),
        Section(
            key="texts",
            heading="Texts",
            number="1",
            facts="For decision, led by Norway.",
            blocks=(
                paragraph("A paragraph.", (1, 2)),
                Points(
                    points=(
                        Point(
                            line=Line(
                                lead="1. Shells.",
                                text="Agree.",
                                tail="G-7K3Q",
                                notes=(1,),
                                stress="You lead.",
                            ),
                            under=(Line(text="Under it."), Line(text=HOSTILE, tail=HOSTILE)),
                        ),
                        Point(line=Line(text="# Another")),
                    )
                ),
                Callout(
                    label="Proposed decision",
                    lines=(Line(text="The meeting agrees."), Line(text="It meets again.")),
                ),
            ),
            sections=(
                Section(
                    key="inner",
                    heading="Where it stands",
                    blocks=(points((Line(text="Inside."),)),),
                    more="Two more are left out here; all: workbook list requests",
                ),
                Section(key="hollow", heading="Hollow"),
            ),
        ),
        Section(
            key="tables",
            heading="Tables",
            blocks=(
                table(
                    ("Nation", "Silent", "Amount", "Record"),
                    (
                        Row(cells=("Norway", "", "3,000", "NOR-C-7K3Q"), notes=(1,)),
                        Row(cells=(HOSTILE, "", "12", "")),
                        Row(cells=("Together", "", "3,012", ""), is_sum=True),
                    ),
                    numbers=(2,),
                    caption="Promised",
                ),
                HEAT,
            ),
            counted=True,
        ),
        Section(key="charts", heading="Charts", blocks=(BARS, MONTHS), counted=True),
    ),
)
