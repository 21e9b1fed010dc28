"""Codes of currencies: those in use, those withdrawn, and how a code stands on a given day.

A code and a date go in, its state comes out. No rate and no conversion is known here: rates stand in
the plan. The codes XTS (for tests) and XXX (no currency) are left out, as no amount can be in them.

Source: ISO 4217 list one (current codes) of 1 January 2026 and list three (historic codes): all that
were withdrawn since 1995, and a few before. `Withdrawn.on` is the first day on which an amount is no
longer to be stated in the code: for the euro, the day from which amounts in national money read as
euro (Council Regulation (EC) No 974/98, article 14, and its amendments), else the day set by the
nation's law, or the month of list three where the day is not on record.
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Currency(NamedTuple):
    """A currency in use; `digits` of its minor unit, `None` where ISO 4217 gives it none."""

    name: str
    digits: int | None


class Withdrawn(NamedTuple):
    """A currency no longer in use from the day `on`; `successor` is "" where it had none or several."""

    name: str
    digits: int
    on: date
    successor: str


class CurrencyState(StrEnum):
    """How a code stands on a day."""

    ACTIVE = "active"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


CURRENCIES: Mapping[str, Currency] = {
    "AED": Currency("UAE Dirham", 2),
    "AFN": Currency("Afghani", 2),
    "ALL": Currency("Lek", 2),
    "AMD": Currency("Armenian Dram", 2),
    "AOA": Currency("Kwanza", 2),
    "ARS": Currency("Argentine Peso", 2),
    "AUD": Currency("Australian Dollar", 2),
    "AWG": Currency("Aruban Florin", 2),
    "AZN": Currency("Azerbaijan Manat", 2),
    "BAM": Currency("Convertible Mark", 2),
    "BBD": Currency("Barbados Dollar", 2),
    "BDT": Currency("Taka", 2),
    "BHD": Currency("Bahraini Dinar", 3),
    "BIF": Currency("Burundi Franc", 0),
    "BMD": Currency("Bermudian Dollar", 2),
    "BND": Currency("Brunei Dollar", 2),
    "BOB": Currency("Boliviano", 2),
    "BOV": Currency("Mvdol", 2),
    "BRL": Currency("Brazilian Real", 2),
    "BSD": Currency("Bahamian Dollar", 2),
    "BTN": Currency("Ngultrum", 2),
    "BWP": Currency("Pula", 2),
    "BYN": Currency("Belarusian Ruble", 2),
    "BZD": Currency("Belize Dollar", 2),
    "CAD": Currency("Canadian Dollar", 2),
    "CDF": Currency("Congolese Franc", 2),
    "CHE": Currency("WIR Euro", 2),
    "CHF": Currency("Swiss Franc", 2),
    "CHW": Currency("WIR Franc", 2),
    "CLF": Currency("Unidad de Fomento", 4),
    "CLP": Currency("Chilean Peso", 0),
    "CNY": Currency("Yuan Renminbi", 2),
    "COP": Currency("Colombian Peso", 2),
    "COU": Currency("Unidad de Valor Real", 2),
    "CRC": Currency("Costa Rican Colon", 2),
    "CUP": Currency("Cuban Peso", 2),
    "CVE": Currency("Cabo Verde Escudo", 2),
    "CZK": Currency("Czech Koruna", 2),
    "DJF": Currency("Djibouti Franc", 0),
    "DKK": Currency("Danish Krone", 2),
    "DOP": Currency("Dominican Peso", 2),
    "DZD": Currency("Algerian Dinar", 2),
    "EGP": Currency("Egyptian Pound", 2),
    "ERN": Currency("Nakfa", 2),
    "ETB": Currency("Ethiopian Birr", 2),
    "EUR": Currency("Euro", 2),
    "FJD": Currency("Fiji Dollar", 2),
    "FKP": Currency("Falkland Islands Pound", 2),
    "GBP": Currency("Pound Sterling", 2),
    "GEL": Currency("Lari", 2),
    "GHS": Currency("Ghana Cedi", 2),
    "GIP": Currency("Gibraltar Pound", 2),
    "GMD": Currency("Dalasi", 2),
    "GNF": Currency("Guinean Franc", 0),
    "GTQ": Currency("Quetzal", 2),
    "GYD": Currency("Guyana Dollar", 2),
    "HKD": Currency("Hong Kong Dollar", 2),
    "HNL": Currency("Lempira", 2),
    "HTG": Currency("Gourde", 2),
    "HUF": Currency("Forint", 2),
    "IDR": Currency("Rupiah", 2),
    "ILS": Currency("New Israeli Sheqel", 2),
    "INR": Currency("Indian Rupee", 2),
    "IQD": Currency("Iraqi Dinar", 3),
    "IRR": Currency("Iranian Rial", 2),
    "ISK": Currency("Iceland Krona", 0),
    "JMD": Currency("Jamaican Dollar", 2),
    "JOD": Currency("Jordanian Dinar", 3),
    "JPY": Currency("Yen", 0),
    "KES": Currency("Kenyan Shilling", 2),
    "KGS": Currency("Som", 2),
    "KHR": Currency("Riel", 2),
    "KMF": Currency("Comorian Franc", 0),
    "KPW": Currency("North Korean Won", 2),
    "KRW": Currency("Won", 0),
    "KWD": Currency("Kuwaiti Dinar", 3),
    "KYD": Currency("Cayman Islands Dollar", 2),
    "KZT": Currency("Tenge", 2),
    "LAK": Currency("Lao Kip", 2),
    "LBP": Currency("Lebanese Pound", 2),
    "LKR": Currency("Sri Lanka Rupee", 2),
    "LRD": Currency("Liberian Dollar", 2),
    "LSL": Currency("Loti", 2),
    "LYD": Currency("Libyan Dinar", 3),
    "MAD": Currency("Moroccan Dirham", 2),
    "MDL": Currency("Moldovan Leu", 2),
    "MGA": Currency("Malagasy Ariary", 2),
    "MKD": Currency("Denar", 2),
    "MMK": Currency("Kyat", 2),
    "MNT": Currency("Tugrik", 2),
    "MOP": Currency("Pataca", 2),
    "MRU": Currency("Ouguiya", 2),
    "MUR": Currency("Mauritius Rupee", 2),
    "MVR": Currency("Rufiyaa", 2),
    "MWK": Currency("Malawi Kwacha", 2),
    "MXN": Currency("Mexican Peso", 2),
    "MXV": Currency("Mexican Unidad de Inversion (UDI)", 2),
    "MYR": Currency("Malaysian Ringgit", 2),
    "MZN": Currency("Mozambique Metical", 2),
    "NAD": Currency("Namibia Dollar", 2),
    "NGN": Currency("Naira", 2),
    "NIO": Currency("Cordoba Oro", 2),
    "NOK": Currency("Norwegian Krone", 2),
    "NPR": Currency("Nepalese Rupee", 2),
    "NZD": Currency("New Zealand Dollar", 2),
    "OMR": Currency("Rial Omani", 3),
    "PAB": Currency("Balboa", 2),
    "PEN": Currency("Sol", 2),
    "PGK": Currency("Kina", 2),
    "PHP": Currency("Philippine Peso", 2),
    "PKR": Currency("Pakistan Rupee", 2),
    "PLN": Currency("Zloty", 2),
    "PYG": Currency("Guarani", 0),
    "QAR": Currency("Qatari Rial", 2),
    "RON": Currency("Romanian Leu", 2),
    "RSD": Currency("Serbian Dinar", 2),
    "RUB": Currency("Russian Ruble", 2),
    "RWF": Currency("Rwanda Franc", 0),
    "SAR": Currency("Saudi Riyal", 2),
    "SBD": Currency("Solomon Islands Dollar", 2),
    "SCR": Currency("Seychelles Rupee", 2),
    "SDG": Currency("Sudanese Pound", 2),
    "SEK": Currency("Swedish Krona", 2),
    "SGD": Currency("Singapore Dollar", 2),
    "SHP": Currency("Saint Helena Pound", 2),
    "SLE": Currency("Leone", 2),
    "SOS": Currency("Somali Shilling", 2),
    "SRD": Currency("Surinam Dollar", 2),
    "SSP": Currency("South Sudanese Pound", 2),
    "STN": Currency("Dobra", 2),
    "SVC": Currency("El Salvador Colon", 2),
    "SYP": Currency("Syrian Pound", 2),
    "SZL": Currency("Lilangeni", 2),
    "THB": Currency("Baht", 2),
    "TJS": Currency("Somoni", 2),
    "TMT": Currency("Turkmenistan New Manat", 2),
    "TND": Currency("Tunisian Dinar", 3),
    "TOP": Currency("Pa'anga", 2),
    "TRY": Currency("Turkish Lira", 2),
    "TTD": Currency("Trinidad and Tobago Dollar", 2),
    "TWD": Currency("New Taiwan Dollar", 2),
    "TZS": Currency("Tanzanian Shilling", 2),
    "UAH": Currency("Hryvnia", 2),
    "UGX": Currency("Uganda Shilling", 0),
    "USD": Currency("US Dollar", 2),
    "USN": Currency("US Dollar (Next day)", 2),
    "UYI": Currency("Uruguay Peso en Unidades Indexadas (UI)", 0),
    "UYU": Currency("Peso Uruguayo", 2),
    "UYW": Currency("Unidad Previsional", 4),
    "UZS": Currency("Uzbekistan Sum", 2),
    "VED": Currency("Bolívar Digital", 2),
    "VES": Currency("Bolívar Soberano", 2),
    "VND": Currency("Dong", 0),
    "VUV": Currency("Vatu", 0),
    "WST": Currency("Tala", 2),
    "XAD": Currency("Arab Accounting Dinar", 2),
    "XAF": Currency("CFA Franc BEAC", 0),
    "XAG": Currency("Silver", None),
    "XAU": Currency("Gold", None),
    "XBA": Currency("European Composite Unit (EURCO)", None),
    "XBB": Currency("European Monetary Unit (E.M.U.-6)", None),
    "XBC": Currency("European Unit of Account 9 (E.U.A.-9)", None),
    "XBD": Currency("European Unit of Account 17 (E.U.A.-17)", None),
    "XCD": Currency("East Caribbean Dollar", 2),
    "XCG": Currency("Caribbean Guilder", 2),
    "XDR": Currency("SDR (Special Drawing Right)", None),
    "XOF": Currency("CFA Franc BCEAO", 0),
    "XPD": Currency("Palladium", None),
    "XPF": Currency("CFP Franc", 0),
    "XPT": Currency("Platinum", None),
    "XSU": Currency("Sucre", None),
    "XUA": Currency("ADB Unit of Account", None),
    "YER": Currency("Yemeni Rial", 2),
    "ZAR": Currency("Rand", 2),
    "ZMW": Currency("Zambian Kwacha", 2),
    "ZWG": Currency("Zimbabwe Gold", 2),
}

WITHDRAWN: Mapping[str, Withdrawn] = {
    "ADP": Withdrawn("Andorran Peseta", 0, date(2002, 1, 1), "EUR"),
    "AFA": Withdrawn("Afghani (1927-2002)", 2, date(2003, 1, 1), "AFN"),
    "ANG": Withdrawn("Netherlands Antillean Guilder", 2, date(2025, 3, 31), "XCG"),
    "AON": Withdrawn("New Kwanza", 2, date(2000, 2, 1), "AOA"),
    "AOR": Withdrawn("Kwanza Reajustado", 2, date(2000, 2, 1), "AOA"),
    "ATS": Withdrawn("Austrian Schilling", 2, date(2002, 1, 1), "EUR"),
    "AYM": Withdrawn("Azerbaijan Manat (never issued)", 2, date(2005, 10, 1), "AZN"),
    "AZM": Withdrawn("Azerbaijani Manat (1993-2005)", 2, date(2006, 1, 1), "AZN"),
    "BAD": Withdrawn("Bosnia and Herzegovina Dinar", 2, date(1998, 7, 1), "BAM"),
    "BEF": Withdrawn("Belgian Franc", 0, date(2002, 1, 1), "EUR"),
    "BGL": Withdrawn("Bulgarian Hard Lev", 2, date(1999, 7, 5), "BGN"),
    "BGN": Withdrawn("Bulgarian Lev", 2, date(2026, 1, 1), "EUR"),
    "BYB": Withdrawn("Belarusian Ruble (1994-1999)", 0, date(2001, 1, 1), "BYR"),
    "BYR": Withdrawn("Belarusian Ruble (2000-2016)", 0, date(2017, 1, 1), "BYN"),
    "CHC": Withdrawn("WIR Franc (for electronic)", 2, date(2004, 11, 1), "CHW"),
    "CSD": Withdrawn("Serbian Dinar (2003-2006)", 2, date(2006, 10, 25), "RSD"),
    "CSK": Withdrawn("Czechoslovak Koruna", 2, date(1993, 3, 1), ""),
    "CUC": Withdrawn("Peso Convertible", 2, date(2021, 6, 30), "CUP"),
    "CYP": Withdrawn("Cyprus Pound", 2, date(2008, 1, 1), "EUR"),
    "DDM": Withdrawn("East German Mark", 2, date(1990, 7, 1), "DEM"),
    "DEM": Withdrawn("Deutsche Mark", 2, date(2002, 1, 1), "EUR"),
    "ECS": Withdrawn("Ecuadorian Sucre", 2, date(2000, 9, 11), "USD"),
    "ECV": Withdrawn("Unidad de Valor Constante (UVC)", 2, date(2000, 9, 11), "USD"),
    "EEK": Withdrawn("Estonian Kroon", 2, date(2011, 1, 1), "EUR"),
    "ESP": Withdrawn("Spanish Peseta", 0, date(2002, 1, 1), "EUR"),
    "FIM": Withdrawn("Finnish Markka", 2, date(2002, 1, 1), "EUR"),
    "FRF": Withdrawn("French Franc", 2, date(2002, 1, 1), "EUR"),
    "GEK": Withdrawn("Georgian Coupon", 0, date(1995, 10, 2), "GEL"),
    "GHC": Withdrawn("Ghana Cedi (1979-2007)", 2, date(2008, 1, 1), "GHS"),
    "GHP": Withdrawn("Ghana Cedi (never issued)", 2, date(2007, 6, 1), "GHS"),
    "GRD": Withdrawn("Greek Drachma", 0, date(2002, 1, 1), "EUR"),
    "GWP": Withdrawn("Guinea-Bissau Peso", 2, date(1997, 5, 1), "XOF"),
    "HRD": Withdrawn("Croatian Dinar", 2, date(1995, 1, 1), "HRK"),
    "HRK": Withdrawn("Croatian Kuna", 2, date(2023, 1, 1), "EUR"),
    "IEP": Withdrawn("Irish Pound", 2, date(2002, 1, 1), "EUR"),
    "ITL": Withdrawn("Italian Lira", 0, date(2002, 1, 1), "EUR"),
    "LTL": Withdrawn("Lithuanian Litas", 2, date(2015, 1, 1), "EUR"),
    "LTT": Withdrawn("Lithuanian Talonas", 2, date(1993, 7, 1), "LTL"),
    "LUF": Withdrawn("Luxembourg Franc", 0, date(2002, 1, 1), "EUR"),
    "LVL": Withdrawn("Latvian Lats", 2, date(2014, 1, 1), "EUR"),
    "LVR": Withdrawn("Latvian Ruble", 2, date(1994, 12, 1), "LVL"),
    "MGF": Withdrawn("Malagasy Franc", 0, date(2005, 1, 1), "MGA"),
    "MRO": Withdrawn("Mauritanian Ouguiya (1973-2017)", 2, date(2018, 1, 1), "MRU"),
    "MTL": Withdrawn("Maltese Lira", 2, date(2008, 1, 1), "EUR"),
    "MXP": Withdrawn("Mexican Peso (until 1992)", 2, date(1993, 1, 1), "MXN"),
    "MZM": Withdrawn("Mozambique Metical (1980-2006)", 2, date(2006, 7, 1), "MZN"),
    "NLG": Withdrawn("Netherlands Guilder", 2, date(2002, 1, 1), "EUR"),
    "PLZ": Withdrawn("Polish Zloty (1950-1994)", 2, date(1997, 1, 1), "PLN"),
    "PTE": Withdrawn("Portuguese Escudo", 0, date(2002, 1, 1), "EUR"),
    "ROL": Withdrawn("Romanian Leu (1952-2005)", 2, date(2005, 7, 1), "RON"),
    "RUR": Withdrawn("Russian Ruble (1991-1997)", 2, date(2004, 1, 1), "RUB"),
    "SDD": Withdrawn("Sudanese Dinar", 2, date(2007, 7, 1), "SDG"),
    "SDP": Withdrawn("Sudanese Pound (1957-1998)", 2, date(1998, 6, 1), "SDD"),
    "SIT": Withdrawn("Slovenian Tolar", 2, date(2007, 1, 1), "EUR"),
    "SKK": Withdrawn("Slovak Koruna", 2, date(2009, 1, 1), "EUR"),
    "SLL": Withdrawn("Leone (1964-2023)", 2, date(2024, 1, 1), "SLE"),
    "SRG": Withdrawn("Surinam Guilder", 2, date(2004, 1, 1), "SRD"),
    "STD": Withdrawn("Dobra (1977-2017)", 2, date(2018, 1, 1), "STN"),
    "SUR": Withdrawn("Soviet Rouble", 2, date(1991, 12, 26), ""),
    "TJR": Withdrawn("Tajik Ruble", 0, date(2001, 4, 1), "TJS"),
    "TMM": Withdrawn("Turkmenistan Manat (1993-2008)", 2, date(2009, 1, 1), "TMT"),
    "TPE": Withdrawn("Timor Escudo", 0, date(2002, 5, 20), "USD"),
    "TRL": Withdrawn("Turkish Lira (until 2005)", 0, date(2006, 1, 1), "TRY"),
    "UAK": Withdrawn("Ukrainian Karbovanets", 0, date(1996, 9, 17), "UAH"),
    "USS": Withdrawn("US Dollar (Same day)", 2, date(2014, 3, 28), "USD"),
    "VEB": Withdrawn("Bolívar (until 2007)", 2, date(2008, 1, 1), "VEF"),
    "VEF": Withdrawn("Bolívar Fuerte", 2, date(2018, 8, 20), "VES"),
    "XEU": Withdrawn("European Currency Unit (ECU)", 2, date(1999, 1, 1), "EUR"),
    "XFO": Withdrawn("Gold-Franc", 0, date(2006, 10, 1), "XDR"),
    "XFU": Withdrawn("UIC-Franc", 0, date(2013, 11, 1), "EUR"),
    "XRE": Withdrawn("RINET Funds Code", 0, date(1999, 11, 1), ""),
    "YUM": Withdrawn("Yugoslav New Dinar", 2, date(2003, 7, 1), "CSD"),
    "YUN": Withdrawn("Yugoslav Convertible Dinar", 2, date(1995, 11, 1), "YUM"),
    "ZAL": Withdrawn("Financial Rand", 2, date(1995, 3, 13), "ZAR"),
    "ZMK": Withdrawn("Zambian Kwacha (1968-2012)", 2, date(2013, 1, 1), "ZMW"),
    "ZRN": Withdrawn("New Zaire", 2, date(1999, 7, 1), "CDF"),
    "ZWD": Withdrawn("Zimbabwe Dollar (1980-2008)", 2, date(2008, 8, 1), "ZWR"),
    "ZWL": Withdrawn("Zimbabwe Dollar (2009-2024)", 2, date(2024, 9, 1), "ZWG"),
    "ZWN": Withdrawn("Zimbabwe Dollar (new, 2006)", 2, date(2006, 9, 1), "ZWD"),
    "ZWR": Withdrawn("Zimbabwe Dollar (2008-2009)", 2, date(2009, 6, 1), "ZWL"),
}


def currency_state(code: str, on: date) -> CurrencyState:
    """Tell how a code stands on that day; a withdrawn code was active on all days before."""
    if code in CURRENCIES:
        return CurrencyState.ACTIVE
    withdrawn = WITHDRAWN.get(code)
    if withdrawn is None:
        return CurrencyState.UNKNOWN
    return CurrencyState.WITHDRAWN if on >= withdrawn.on else CurrencyState.ACTIVE


def currency_digits(code: str) -> int | None:
    """Give how many decimals the minor unit of a currency has; `None` where it has none."""
    known = CURRENCIES.get(code) or WITHDRAWN.get(code)
    return known.digits if known else None
