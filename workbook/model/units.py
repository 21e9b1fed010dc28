"""Units of quantities: three plain words, and the codes of trade that military logistics needs.

A code goes in, its English name or the symbol to print after a number comes out. Nothing is converted
here. `each`, `set` and `lot` are the workbook's own words; they are units of their own beside EA, SET
and LO.

Source: UN/CEFACT Recommendation No. 20, Codes for Units of Measure Used in International Trade,
revision 17 (2021), a selection; no code that the revision marks as deleted, and of the deprecated ones
only HAR, hectare, which is in daily use. Symbols follow daily use where the revision gives none.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

# Units that say no more than the number does.
_SILENT = frozenset(("", "each", "EA", "C62", "H87"))
_COUNTABLE = ("set", "lot", "kit", "pair")


class Unit(NamedTuple):
    """A unit's English name, and the short symbol printed after a number."""

    name: str
    symbol: str


UNITS: Mapping[str, Unit] = {
    "each": Unit("each", "each"),
    "set": Unit("set", "set"),
    "lot": Unit("lot", "lot"),
    # Counts
    "C62": Unit("one", "1"),
    "EA": Unit("each", "ea"),
    "H87": Unit("piece", "pc"),
    "NAR": Unit("number of articles", "articles"),
    "NPT": Unit("number of parts", "parts"),
    "NCL": Unit("number of cells", "cells"),
    "SET": Unit("set", "set"),
    "TST": Unit("ten set", "10 sets"),
    "KT": Unit("kit", "kit"),
    "10": Unit("group", "group"),
    "11": Unit("outfit", "outfit"),
    "AS": Unit("assortment", "assortment"),
    "LO": Unit("lot (unit of procurement)", "lot"),
    "5B": Unit("batch", "batch"),
    "SX": Unit("shipment", "shipment"),
    "NMP": Unit("number of packs", "packs"),
    "PR": Unit("pair", "pair"),
    "TPR": Unit("ten pair", "10 pairs"),
    "DPR": Unit("dozen pair", "doz pairs"),
    "DZN": Unit("dozen", "doz"),
    "DPC": Unit("dozen piece", "doz pc"),
    "GRO": Unit("gross", "gross"),
    "GGR": Unit("great gross", "great gross"),
    "SCO": Unit("score", "score"),
    "TP": Unit("ten pack", "10-pack"),
    "P5": Unit("five pack", "5-pack"),
    "CEN": Unit("hundred", "hundred"),
    "HC": Unit("hundred count", "hundred count"),
    "CNP": Unit("hundred pack", "100-pack"),
    "MIL": Unit("thousand", "thousand"),
    "T3": Unit("thousand piece", "thousand pc"),
    "MIO": Unit("million", "million"),
    "BIL": Unit("billion (EUR)", "10¹²"),
    # Rounds, rations and people
    "D65": Unit("round", "rounds"),
    "14": Unit("shot", "shots"),
    "15": Unit("stick, military", "stick"),
    "13": Unit("ration", "rations"),
    "Q3": Unit("meal", "meals"),
    "SYR": Unit("syringe", "syringes"),
    "NIU": Unit("number of international units", "IU"),
    "IE": Unit("person", "persons"),
    "HEA": Unit("head", "head"),
    # Loads and containers
    "20": Unit("twenty foot container", "20 ft container"),
    "21": Unit("forty foot container", "40 ft container"),
    "Z11": Unit("hanging container", "hanging container"),
    "CCT": Unit("carrying capacity in metric ton", "t capacity"),
    "A75": Unit("freight ton", "freight t"),
    "TKM": Unit("tonne kilometre", "t·km"),
    "STL": Unit("standard litre", "standard l"),
    "RM": Unit("ream", "ream"),
    "LEF": Unit("leaf", "leaf"),
    "NF": Unit("message", "messages"),
    "D63": Unit("book", "books"),
    "ZP": Unit("page", "pages"),
    # Services
    "ACT": Unit("activity", "activities"),
    "E48": Unit("service unit", "service units"),
    "E50": Unit("accounting unit", "accounting units"),
    "E51": Unit("job", "jobs"),
    "E54": Unit("trip", "trips"),
    "LS": Unit("lump sum", "lump sum"),
    "M4": Unit("monetary value", "value"),
    "LH": Unit("labour hour", "labour h"),
    "OT": Unit("overtime hour", "overtime h"),
    "RH": Unit("running or operating hour", "operating h"),
    "E49": Unit("working day", "working d"),
    "WM": Unit("working month", "working mo"),
    "HAD": Unit("piece day", "pc·d"),
    "HMO": Unit("piece month", "pc·mo"),
    # Mass
    "MC": Unit("microgram", "µg"),
    "MGM": Unit("milligram", "mg"),
    "GRM": Unit("gram", "g"),
    "KGM": Unit("kilogram", "kg"),
    "DTN": Unit("decitonne", "dt"),
    "TNE": Unit("tonne (metric ton)", "t"),
    "2U": Unit("megagram", "Mg"),
    "KTN": Unit("kilotonne", "kt"),
    "LBR": Unit("pound", "lb"),
    "ONZ": Unit("ounce (avoirdupois)", "oz"),
    "APZ": Unit("troy ounce", "oz t"),
    "GRN": Unit("grain", "gr"),
    "STI": Unit("stone (UK)", "st"),
    "CWI": Unit("hundredweight (UK)", "cwt (UK)"),
    "CWA": Unit("hundredweight (US)", "cwt (US)"),
    "LTN": Unit("ton (UK), long ton (US)", "ton (UK)"),
    "STN": Unit("ton (US), short ton (UK)", "ton (US)"),
    "KIC": Unit("kilogram, including container", "kg gross"),
    "TIC": Unit("metric ton, including container", "t gross"),
    "LUB": Unit("metric ton, lubricating oil", "t lubricant"),
    # Volume
    "MMQ": Unit("cubic millimetre", "mm³"),
    "CMQ": Unit("cubic centimetre", "cm³"),
    "DMQ": Unit("cubic decimetre", "dm³"),
    "MTQ": Unit("cubic metre", "m³"),
    "R9": Unit("thousand cubic metre", "10³ m³"),
    "HMQ": Unit("million cubic metre", "10⁶ m³"),
    "MLT": Unit("millilitre", "ml"),
    "CLT": Unit("centilitre", "cl"),
    "DLT": Unit("decilitre", "dl"),
    "LTR": Unit("litre", "l"),
    "A44": Unit("decalitre", "dal"),
    "HLT": Unit("hectolitre", "hl"),
    "K6": Unit("kilolitre", "kl"),
    "MAL": Unit("megalitre", "Ml"),
    "INQ": Unit("cubic inch", "in³"),
    "FTQ": Unit("cubic foot", "ft³"),
    "YDQ": Unit("cubic yard", "yd³"),
    "OZI": Unit("fluid ounce (UK)", "fl oz (UK)"),
    "OZA": Unit("fluid ounce (US)", "fl oz (US)"),
    "PTI": Unit("pint (UK)", "pt (UK)"),
    "QTI": Unit("quart (UK)", "qt (UK)"),
    "GLI": Unit("gallon (UK)", "gal (UK)"),
    "GLL": Unit("gallon (US)", "gal (US)"),
    "BLL": Unit("barrel (US)", "bbl (US)"),
    "J57": Unit("barrel (UK petroleum)", "bbl (UK)"),
    "WCD": Unit("cord", "cord"),
    # Length
    "C45": Unit("nanometre", "nm"),
    "4H": Unit("micrometre (micron)", "µm"),
    "MMT": Unit("millimetre", "mm"),
    "CMT": Unit("centimetre", "cm"),
    "DMT": Unit("decimetre", "dm"),
    "MTR": Unit("metre", "m"),
    "LM": Unit("linear metre", "linear m"),
    "HMT": Unit("hectometre", "hm"),
    "KMT": Unit("kilometre", "km"),
    "INH": Unit("inch", "in"),
    "FOT": Unit("foot", "ft"),
    "YRD": Unit("yard", "yd"),
    "AK": Unit("fathom", "fth"),
    "SMI": Unit("mile (statute mile)", "mi"),
    "NMI": Unit("nautical mile", "nmi"),
    # Area
    "MMK": Unit("square millimetre", "mm²"),
    "CMK": Unit("square centimetre", "cm²"),
    "DMK": Unit("square decimetre", "dm²"),
    "MTK": Unit("square metre", "m²"),
    "HAR": Unit("hectare", "ha"),
    "KMK": Unit("square kilometre", "km²"),
    "INK": Unit("square inch", "in²"),
    "FTK": Unit("square foot", "ft²"),
    "YDK": Unit("square yard", "yd²"),
    "ACR": Unit("acre", "acre"),
    "MIK": Unit("square mile (statute mile)", "mi²"),
    # Time
    "SEC": Unit("second (unit of time)", "s"),
    "MIN": Unit("minute (unit of time)", "min"),
    "HUR": Unit("hour", "h"),
    "DAY": Unit("day", "d"),
    "DAD": Unit("ten day", "10 d"),
    "WEE": Unit("week", "wk"),
    "MON": Unit("month", "mo"),
    "M36": Unit("30-day month", "30 d"),
    "QAN": Unit("quarter (of a year)", "quarter"),
    "SAN": Unit("half year (6 months)", "half-year"),
    "ANN": Unit("year", "y"),
    # Energy
    "JOU": Unit("joule", "J"),
    "KJO": Unit("kilojoule", "kJ"),
    "3B": Unit("megajoule", "MJ"),
    "GV": Unit("gigajoule", "GJ"),
    "D30": Unit("terajoule", "TJ"),
    "WHR": Unit("watt hour", "Wh"),
    "KWH": Unit("kilowatt hour", "kWh"),
    "MWH": Unit("megawatt hour (1000 kW.h)", "MWh"),
    "GWH": Unit("gigawatt hour", "GWh"),
    "D32": Unit("terawatt hour", "TWh"),
    "E14": Unit("kilocalorie (international table)", "kcal"),
    "BTU": Unit("British thermal unit (international table)", "Btu"),
    # Power and electricity
    "WTT": Unit("watt", "W"),
    "KWT": Unit("kilowatt", "kW"),
    "MAW": Unit("megawatt", "MW"),
    "A90": Unit("gigawatt", "GW"),
    "BHP": Unit("brake horse power", "bhp"),
    "KVA": Unit("kilovolt - ampere", "kVA"),
    "MVA": Unit("megavolt - ampere", "MVA"),
    "AMP": Unit("ampere", "A"),
    "AMH": Unit("ampere hour", "Ah"),
    "E09": Unit("milliampere hour", "mAh"),
    "VLT": Unit("volt", "V"),
    "KVT": Unit("kilovolt", "kV"),
    "HTZ": Unit("hertz", "Hz"),
    "KHZ": Unit("kilohertz", "kHz"),
    "MHZ": Unit("megahertz", "MHz"),
    "A86": Unit("gigahertz", "GHz"),
    # Pressure, force, temperature, radiation
    "PAL": Unit("pascal", "Pa"),
    "KPA": Unit("kilopascal", "kPa"),
    "MPA": Unit("megapascal", "MPa"),
    "BAR": Unit("bar (unit of pressure)", "bar"),
    "NEW": Unit("newton", "N"),
    "B47": Unit("kilonewton", "kN"),
    "NU": Unit("newton metre", "N·m"),
    "CEL": Unit("degree Celsius", "°C"),
    "FAH": Unit("degree Fahrenheit", "°F"),
    "KEL": Unit("kelvin", "K"),
    "BQL": Unit("becquerel", "Bq"),
    "CUR": Unit("curie", "Ci"),
    # Rates and shares
    "KMH": Unit("kilometre per hour", "km/h"),
    "MTS": Unit("metre per second", "m/s"),
    "KNT": Unit("knot", "kn"),
    "L2": Unit("litre per minute", "l/min"),
    "LD": Unit("litre per day", "l/d"),
    "MQH": Unit("cubic metre per hour", "m³/h"),
    "P1": Unit("percent", "%"),
    # Data
    "A99": Unit("bit", "bit"),
    "AD": Unit("byte", "B"),
    "2P": Unit("kilobyte", "kB"),
    "4L": Unit("megabyte", "MB"),
    "E34": Unit("gigabyte", "GB"),
    "E35": Unit("terabyte", "TB"),
    "E36": Unit("petabyte", "PB"),
}


def unit_symbol(code: str) -> str:
    """Give what is printed after a number in this unit, or the code itself where none is known."""
    unit = UNITS.get(code)
    return unit.symbol if unit else code


def behind_number(code: str, number: Decimal | None = None) -> str:
    """Give the unit as it stands behind a number: ` sets`, ` t`; "" where it says no more than the number."""
    if code in _SILENT:
        return ""
    symbol = unit_symbol(code)
    return f" {symbol}s" if symbol in _COUNTABLE and number != 1 else f" {symbol}"
