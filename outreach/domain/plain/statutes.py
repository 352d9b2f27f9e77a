"""Finds references to statutes: Swedish acts and chapters, SFS numbers, bills, and acts of the European Union.

A mere number is never enough: "1 §" needs a chapter, an act, or words such as "enligt"; "artikel 12" needs a point ("57.4") or
an act; "2016:1145" needs brackets, "SFS", or to be one of the acts that tenders name all the time.
"""

# ruff: noqa: E501 - lists of words, as in a table

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

#: Acts known by letters, upper and lower case as here. The second list needs a chapter or paragraph beside it.
_LETTERS = "LOU|LUF|LUK|LOV|LUFS|OSL|GDPR|PBL|SoL|DOS-lagen|ÄLOU"
_MORE_LETTERS = "TF|RF|FL|FPL|KL|HSL|LSS|LAS|MBL|AML|JB|MB|BrB|RB|SFB|AvtL"

_STEMS = (
    "aktiebolags|anställningsskydds|arbetsmiljö|arbetstids|arkiv|avfalls|avtals|bokförings|bostadsrätts|brottsdata|dataskydds|"
    "diskriminerings|djurskydds|el|elsäkerhets|fjärrvärme|folkbokförings|fritidsbåts|förvaltnings|förvaltningsprocess|grund|handelsbolags|"
    "hälso- och sjukvårds|inkomstskatte|jaktlagstiftnings|kamera(?:bevaknings|övervaknings)|kollektivtrafik|kommunal|kommunalskatte|"
    "konkurrens|konkurs|konsumenttjänst|konsumentköp|kreditupplysnings|köp|livsmedels|lagförings|luftfarts|lönegaranti|medbestämmande|"
    "mervärdesskatte|miljö|miljöskydds|minoritetsspråks|mineral|museums|offentlighets- och sekretess|ordnings|patient|patientsäkerhets|"
    "patientdata|personuppgifts|plan- och bygg|preskriptions|produktansvars|produktsäkerhets|radio- och tv-|regerings|renhållnings|"
    "ränte|semester|skadestånds|skatteförfarande|skogsvårds|skol|smittskydds|socialtjänst|språk|stats(?:stöds)?|strålskydds|"
    "säkerhetsskydds|tele|tjänstemanna|tobaks|tillgänglighets|trafik|tryckfrihets|upphandlings|upphovsrätts|utlännings|utsändnings|vattentjänst|"
    "visselblåsar|väg|vägtrafik|växthus|yttrandefrihetsgrund|årsredovisnings|ärende|äldre"
)
_SFS = r"\(\s?(?:SFS\s)?\d{4}:\d{1,4}\s?\)"
_NAMED = rf"(?:{_STEMS})(?:lagen|lagens|lag(?=\s\(\d))|(?:{_STEMS}|myndighets|bidrags|[a-zåäö]{1,40})förordning(?:en|ens)?(?=\s?\(\d{{4}}:)|(?:upphandlings|dataskydds|tryckfrihets|arbetsmiljö|avfalls|livsmedels|plan- och bygg|myndighets|trafik|arkiv)förordningen(?:s)?|(?:miljö|jorda|brotts|rättegångs|socialförsäkrings|utsöknings|ärvda|föräldra|äktenskaps|skol)balkens?|regeringsformens?|[a-zåäö]{{3,40}}lag(?:en|ens)?(?=\s?\(\d{{4}}:)"
#: What an act is about, for those that tenders name; any other act ends after a few words.
_ABOUT = (
    r"offentlig upphandling|upphandling inom försörjningssektorerna|upphandling av koncessioner|upphandling på försvars- och säkerhetsområdet|"
    r"valfrihetssystem|elektroniska fakturor till följd av offentlig upphandling|tillgänglighet till digital offentlig service|"
    r"offentlig upphandling på försvars- och säkerhetsområdet|skydd för personer som rapporterar om missförhållanden|skydd för företagshemligheter|"
    r"upphandlingsstatistik|allmänna vattentjänster|kollektivtrafik|stöd och service till vissa funktionshindrade|anställningsskydd"
)
_STOP_WORDS = "ska|skall|är|gäller|har|får|kan|måste|och|eller|när|som|vid|så|men|säger|kräver|finns|ger|i|på|ingår|bör|föreskriver|reglerar|anger"
_ANY_ABOUT = rf"(?!(?:{_STOP_WORDS})\b)[a-zåäö-]+(?:\s(?!(?:{_STOP_WORDS})\b)[a-zåäö-]+){{0,3}}"
_LAW_OF = rf"lag(?:en|ens)?(?:\s?{_SFS}(?:\som\s(?:{_ABOUT}|{_ANY_ABOUT}))?|\som\s(?:{_ABOUT}))"
_EU_ACT = (
    r"(?:genomförande|ram)?(?:direktiv|förordning|beslut)(?:et|en|ets|ens)?\s(?:\((?:EU|EG|EEG|Euratom)\)\s?(?:nr\s?)?\d{1,4}/\d{1,4}|"
    r"(?:nr\s?)?\d{2,4}/\d{1,4}/(?:EU|EG|EEG))"
    r"|(?:[Ii]mplementing\s|[Dd]elegated\s)?(?:[Dd]irective|[Rr]egulation|[Dd]ecision)\s(?:\((?:EU|EC|EEC|Euratom)\)\s?(?:[Nn]o\.?\s?)?\d{1,4}/\d{1,4}|"
    r"(?:[Nn]o\.?\s?)?\d{2,4}/\d{1,4}/(?:EU|EC|EEC))"
)
_NAMED_LAW = rf"(?:(?i:{_NAMED})(?:\s?{_SFS})?|(?i:{_LAW_OF}))"
_LAW = rf"(?:(?:{_LETTERS})(?::s)?\b|{_NAMED_LAW}|{_EU_ACT})"
_ANY_LAW = rf"(?:(?:{_MORE_LETTERS})(?::s)?\b|{_LAW})"

_NUMBER = r"\d+(?:\s?[a-z](?![\wåäö]))?"
_NUMBERS = rf"{_NUMBER}(?:(?:\s?[–-]\s?|,\s|\s(?:och|eller|samt)\s){_NUMBER}){{0,20}}"
_PLACES = rf"{_NUMBERS}\s?§§?"
_PARTS = (
    r"(?:\s(?:(?:första|andra|tredje|fjärde|femte|sjätte)\s(?:stycket|meningen)|\d+\s?st\.?))?"
    rf"(?:\s(?:(?:punkterna?|p\.)\s)?\d+(?:\s?[–-]\s?\d+)?(?=\s(?:i\s)?(?:{_LETTERS}|lagen))|\s(?:punkten|p\.)\s\d+)?(?:\s[a-z]\))?"
)
_CHAPTER = r"\d+\s?(?:[a-z]\s)?(?i:kap)\b\.?"
_OF_LAW = rf"(?:\s(?:i\s)?{_ANY_LAW})?"
_OF_ACT = rf"(?:\s(?:i|av)\s(?:{_ANY_LAW}|(?:direktiv|förordning)(?:et|en)))"
_LEAD = r"(?<=[Ee]nligt\s)|(?<=\b[Ss]e\s)|(?<=\bav\s)|(?<=\b[Ii]\s)|(?<=stöd\sav\s)"
#: Acts that tenders name by their number alone.
_KNOWN_NUMBERS = (
    "2016:1145|2016:1146|2016:1147|2011:1029|2008:962|2009:400|2016:1162|2017:725|2017:900|2018:218|2018:1937|2018:1277|2010:900|"
    "1998:808|1977:1160|1982:80|1976:580|2008:567|2010:800|2001:453|2010:110|1949:105|1974:152|2019:668|2007:1091"
)


@cache
def _pattern() -> re.Pattern[str]:
    """Compile the pattern when a text is first looked at: it takes longer than the start of most commands."""
    return re.compile(
        "|".join(
            (
                rf"(?<![\w.,]){_CHAPTER}\s?{_PLACES}{_PARTS}{_OF_LAW}",
                rf"(?<![\w.,]){_CHAPTER}{_OF_LAW}",
                rf"(?<![\w.,]){_PLACES}{_PARTS}\s(?:i\s)?{_ANY_LAW}",
                rf"(?:{_LEAD}){_PLACES}{_PARTS}",
                rf"§§?\s?{_NUMBERS}(?:\si)?\s{_ANY_LAW}",
                rf"(?:(?i:kapitel)|kap\.?)\s\d+(?:\s?[a-z])?(?:\s§\s?\d+)?\si\s{_ANY_LAW}",
                rf"(?i:bilaga|bilagan|bilagorna)\s(?:[IVX]+|\d+[a-z]?)\still\s{_ANY_LAW}",
                rf"\b{_ANY_LAW}[,:]?\s{_CHAPTER}(?:\s?{_PLACES}{_PARTS})?",
                rf"\b(?i:artikel|artiklarna|artiklar|art\.)\s\d+(?:\.\d+)*(?:(?:\s?[–-]\s?|,\s|\s(?:och|eller)\s)\d+(?:\.\d+)*){{0,20}}(?:{_OF_ACT}|\s{_LAW})",
                r"\b(?i:artikel|artiklarna|artiklar|art\.)\s\d+\.\d+(?:\.\d+)*(?:(?:\s?[–-]\s?|,\s|\s(?:och|eller)\s)\d+\.\d+)*",
                r"(?<=[Ee]nligt\s)(?i:artikel|art\.)\s\d+",
                r"\b[Aa]rticles?\s\d+(?:\(\d+\))+(?:\([a-z]\))?",
                rf"\b[Aa]rticles?\s\d+(?:\(\d+\))*\sof\s(?:the\s)?(?:{_EU_ACT}|Directive|Regulation|Treaty|GDPR)",
                r"\b[Cc]hapter\s\d+[a-z]?,?\s[Ss]ections?\s\d+[a-z]?",
                r"\b[Ss]ections?\s\d+[a-z]?(?:\(\d+\))*\sof\sthe\s(?:[A-Z]\w+\s)*Act\b(?:\s\(\d{4}:\d+\))?",
                r"\b(?:[A-Z][a-z]+\s(?:and\s)?){1,5}Act\b(?:\s\(\d{4}:\d+\))?|\bAct\s\(\d{4}:\d+\)(?:\son\s[A-Z]\w+(?:\s[A-Z]\w+)*)?",
                r"\b(?i:prop)\.\s\d{4}/\d{2}:\d+|\bSOU\s\d{4}:\d+",
                r"\b(?:SFS|AFS|BFS)\s\d{4}:\d+",
                rf"\b{_LAW}",
                r"\b\d{2,4}/\d{1,4}/(?:EU|EG|EEG|EC|EEC)\b",
                rf"(?<![\w:]){_SFS}|(?<![\w:/-])(?:{_KNOWN_NUMBERS})(?![\w:/-])",
            )
        )
    )


def statutes(text: str) -> Iterator[tuple[int, int]]:
    """Yield where references to statutes begin and end. Line breaks inside one are as good as blanks."""
    for match in _pattern().finditer(text):
        yield match.start(), match.end()
