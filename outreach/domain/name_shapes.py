"""What a name looks like: a person's, a company's, a title. Shapes alone, never the register.

First names are the commonest of Sweden's population by Statistics Sweden's name statistics (facts, put together by hand),
spelled as they are most often; then short forms and names from other countries that are common in Sweden, put together from
general knowledge. A name that is missing here is still read, only less surely.
"""

from __future__ import annotations

import re
from functools import cache

_FIRST_NAMES = """
adam agneta agnes ahmad ahmed albert albin alexander alexandra alf alfred ali alice alicia alina allan alma alva amanda amira
amir anas anders andrea andreas andrei anette anita anja ann anna annelie anneli anne annette annica annika anton arne aron
arvid astrid august axel barbro beata bella ben bengt benjamin berit bernt bertil birger birgit birgitta björn bo bodil bosse
britt britta börje camilla carin carina carl carola caroline catarina catharina catrin cecilia charlotta charlotte christer
christian christin christina christine christoffer claes clara conny conrad cornelia curt dag dan daniel daniela david dennis
dragan ebba edit edvin edward einar elena eleonora elias elin elina elisa elisabet elisabeth elise elizabeth ella ellen elliot
elsa elvira emanuel emelie emil emilia emma engla eric erica erik erika erling ester eva evelina ewa fadi fatima fatma felicia
felix filip folke frans fredrik fredrika frida gabriel gabriella georg gerd gert göran göte gösta greger greta gudrun gun
gunborg gunilla gunnar gunnel gustaf gustav hampus hanna hannah hans harald harry hasse hassan hedda hedvig helen helena helene
henning henrik henry herman hilda hilma hugo hussein håkan ibrahim ida igor ina inga ingalill ingegerd ingela ingemar inger
ingrid ingvar irene iris isabella isabelle isak ivan ivar jack jacob jakob jan jane janne jasmin jasmine jeanette jennie jenny
jens jerker jesper jessica jim jimmy joakim jocke joel johan johanna johannes john johnny jon jonas jonatan jonathan jonny
jonna josef josefin josefine josefina jörgen judith julia julius kaj kajsa kalle karin karl karolina katarina katja kenneth
kennet kenny kent kerstin khaled kicki kim kjell klara klas klaes kristian kristin kristina kristoffer krister kurt lars lasse
laila leif lena leila leyla lennart leo leon leonard lilian lillemor lilly lina linda linn linnea linnéa linus lisa lisbet
lisbeth liselott liv lotta lottie louise love lovisa lucas ludvig lukas lycke maja magdalena magnus mahmoud majken malin malte
marcus margareta margaretha margit margot mari maria mariam mariana mariann marianne marie marika marina mario marita markus
marta martin martina mary mathias mathilda matilda mats matteo mattias max maximilian mehmet melker melvin mia michael micael
michaela mikael mikaela milla milo milton mirjam moa mohamad mohamed mohammad mohammed molly mona monica monika morgan mustafa
måns märta märtha natalie nicklas nicolas nicole niklas nils nina noah noel nora nour olga oliver olivia olle olof olov omar
oscar oskar otto ove pär pål patric patrick patrik paul paula per perla pernilla peter petra petter pia pierre pontus ragnar
ralf ramona rasmus rebecca rebecka reza richard rickard rikard rita robert roberto robin roger roland rolf ronja ronnie ronny
rose rosita rune rut ruth saga sam samir samira samuel sandra sanna sara sarah sebastian selma set sigbritt signe sigrid sigvard
simon siri siv sixten sofia sofie solveig solweig stefan stellan sten stefania stig stina sture styrbjörn sune susann susanna
susanne svante svea sven svetlana sylvia tage tania teodor terese theo theodor theres therese thomas thore thorbjörn tilda tim
tina tobias tom tomas tommy tony torbjörn torgny tore torsten tova tove tuva tyra ulf ulla yasin ulrica ulrik ulrika urban ursula
valter vanessa veronica veronika vera victor victoria viggo viktor viktoria vilgot vilhelm vilma viola vincent vivian wilhelm
wilma william xerxes ylva yngve youssef yusuf yvonne zahra zara zeinab zlatan åke åsa örjan östen öivind älva bibbi pelle
nisse kalle lelle micke matte jonte berra bobbo uffe steffe totte anki gittan maggan lollo lotten
abbe abdi abdul abdullah adnan ahmet aida aino aisha aleksandar aleksander algot amal amer amina ana andrzej ane annkristin
annmarie ante antti arman armin arto asta ayse aziz bahar bashir basse beatrice bengan benny berne bert bettan bianca bill
bjarne bogdan boris brita calle carlos carmen cattis chris cilla clas crille dagmar dani danijel danne danuta dario darko dea
deniz diana diego dimitri dino ditte dorota ebbe edin edith eero ejvind elham elif ellinor elvis emir enar erkki esa eskil
ethel eugen evalena evert ewelina farah fares farid feras fia fiona fredde gabbe gerda gerhard giovanni giulia goran grazyna
grzegorz gull gunvor gurra hadi halina hamid hamza hana hanne hannes harriet hasan heidi heikki heinz hille hjalmar holger
hossein huda ilse imad ingmarie ingvor ioana irena irma isa ismail ivana iwona jaan jaana jalal jamal jana jari jarmo jasna
javier jerry jerzy joanna joar jojo jorma jose josé juan juha jukka jussi justyna kadir kaisa kamal karim karsten katrin katta
keijo keith kerttu kjerstin krille krzysztof lalle lan leffe leszek levi liam liban liisa lillan lillen loffe lubna luis luka
maciej maggie mahdi mahmud maj majvor malek malgorzata manfred manne manuel marcin marek marianna marielouise marja marko
marwan maryam maud mehdi melissa milan milica minna miriam mirka misha muhammed mukhtar munir murat nabil nadia nadine nadja
naima najib natalia natasha nermin nguyen nicke nicola niki nikola nippe nisha noor oksana ola olavi oleg olena omid oskari
osman palle paulina pavel pawel pedro pekka pella pentti peppe petri piotr putte rafael rafal rahel raimo rami rana rania
ranja rashid reijo reine reinhold renate riitta roffe roine rolle ronald rosa rosemarie rosmarie roy ruben saad sabina sabine
salem salim salma salome samuli sana sandor sascha saskia seija senad sergej sergio shirin sibel sigge siiri silvia sirkka
sivert slavica sonja soraya stanislav stefano steve steven stickan sussi sussie svenne tapio tarek tariq tatjana teemu tessan
thi thomasz thorsten tiina timo tobbe tomasz tompa toni torsti tuomas tyko ulli ulrike urszula vahid valentina vanja veikko
vesna vidar vilhelmina ville vladimir waldemar wenche wictoria wojciech yasmin yasmine yassin yrjö yusra zaid zdenka zeynep
zoran åse
""".split()
FIRST_NAMES = frozenset(_FIRST_NAMES)


@cache
def _legal_form() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w/])(ab|aktiebolag(et)?|hb|kb|handelsbolag(et)?|kommanditbolag(et)?|ek\.? ?för\.?|ekonomisk förening|a/s|"
        r"enskild firma|e\.? ?f\.|kommun|stiftelsen|stiftelse|ltd|gmbh|oy|inc|aps|i&k|bostadsrättsförening\w*|brf)(?![\w/])",
        re.IGNORECASE,
    )


@cache
def _company_word() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w\-])(\w*(bygg|byggen|byggnads|måleri|städ|städning|åkeri|entreprenad|entreprenader|snickeri|fastigheter|transport|transporter|"
        r"catering|restaurang|bageri|konditori|tryckeri|mekaniska|verkstad|verkstäder|schakt|maskin|maskiner|ventilation|golv|tak|"
        r"glas|smide|svets|elektriska|elteknik|trädgård|hotell|pensionat|krog|lunch|kyl|energi|värme|bemanning|redovisning|revision|"
        r"arkitekter|ingenjörer|konsulter|konsulterna|installation|installationer|logistik|frakt|taxi|buss|skog|skogs|gräv|anläggning|"
        r"isolering|fönsterputs|bilvård|plåtslageri|hemtjänst|assistans|tandvård|bryggeri|mejeri|pizzeria|charkuteri|församling|sanering|larm|lås|järn|trä|såg|hus|förvaltning|bevakning|reklam|media|design|kommunikation)|\w*förening(?:en)?|\w*bolag(?:et)?|[\w]*kyrkan|\w*klubb(?:en)?|\w*sällskap(?:et)?|museum|teater|"
        r"café|kafé|cafe|fönster|kakel|bil|däck|fiber|vård|omsorg|event|livs|co|ik|if|pro|spf|lrf|villaägare|puts|museet|"
        r"bolagen|\w*firman?|\w*gruppen|stiftelse|region|group|gruppen|koncernen|el|konsult|service|teknik|trafik|mark|plåt|vvs|rör|kök|invest|data|"
        r"it|consulting|sverige|sweden|dalarna|nordic|scandinavia|solutions|systems|partner|partners|entreprenör|entreprenörer|företagarna|"
        r"lantbruk|gård|skola|folkhögskola|universitet|högskolan?|bank|sparbank|byrån?|salong|studio|akademi\w*|center|centrum)(?![\w\-])",
        re.IGNORECASE,
    )


_TITLE_WORD = (
    r"(?:vd|v\.d\.|verkst\.? ?dir\.?|dir\.|proj\.? ?led\.?|ink\.? ?chef|förs\.? ?chef|sekr\.?|kass\.?|"
    r"dr|prof|ceo|cfo|cto|coo|cio|kam|kma|it-?tekniker|ordf\.?|ägarinna|inköp|försäljning|ekonomi|sälj|"
    r"[\w\-]*(?:chef|ledare|ansvarig|ägare|direktör|ordförande|ordförand|ledamot|säljare|upphandlare|inköpare|handläggare|"
    r"ingenjör|samordnare|koordinator|assistent|grundare|kalkylator|mästare|tekniker|montör|elektriker|snickare|arkitekt|"
    r"konsult|ekonom|jurist|manager|director|owner|founder|engineer|controller|strateg|sekreterare|kassör|entreprenör|"
    r"rådgivare|målare|rörmokare|projektör|planerare|administratör|receptionist|lärling|revisor|suppleant|partner|president|"
    r"utvecklare|specialist|kommunalråd|advokat|docent|rektor|lärare|förvaltare|analytiker|mäklare|chaufför|städare|redovisare|"
    r"bokförare|fotograf|designer|bagare|konditor|[^\W\d_]{3,}tör|[^\W\d_]{3,}sör|kock|köksmästare|kökschef|åkare|lantbrukare|platsansvarige?|innehavare|delägare|intendent|"
    r"president|officer|lead|buyer|estimator)(?:n|en)?|journalist|reporter|hr|hr-ansvarig)"
)
_BEFORE_TITLE = (
    r"(?:vice|v\.|tf\.?|t\.f\.|bitr\.?|biträdande|senior|junior|sr\.?|jr\.?|regional|teknisk|tekniska|verkställande|operativ|"
    r"administrativ|kommersiell|nationell|tillförordnad|ställföreträdande|extern|intern|key|account|general|managing|sales|"
    r"project|purchasing|marketing|executive|chief|operating|financial|technical|lead|site|country|area|business|head|of|"
    r"development|auktoriserad|legitimerad|certifierad|[^\W\d_]{3,}(?:ens|ets|nas)|[\w]+-)"
)
#: The part of the country that a title is for: "regionchef Mitt".
_REGION = r"(?:\s(?:mitt|nord|syd|väst|öst|norr|söder|norra|södra|sverige|norden|dalarna|bergslagen|sweden|nordics?))?"


@cache
def _title() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{_BEFORE_TITLE}\s){{0,4}}{_TITLE_WORD}\.?(?:\s(?:för|inom|of)\s[\w\-&/ ]{{2,40}})?{_REGION}|head\sof\s[\w ]{{2,30}}",
        re.IGNORECASE,
    )


_TITLE_JOINT = re.compile(r"\s*/\s*|\s*&\s*|\s*\+\s*|,\s*|\s+(?:och|and|samt)\s+", re.IGNORECASE)
_PARTICLES = frozenset("von af de der van den la le di da al el bin ben av zu dos".split())
_NAME_WORD = re.compile(r"(?:[^\W\d_]\.?-?){1,2}|[^\W\d_]+(?:[-'’´.][^\W\d_]+)*\.?")
_MOST_NAME_WORDS = 5
#: What is longer, in characters, is no name and no title.
_LONGEST_NAME = 120


def has_legal_form(text: str) -> bool:
    """Say whether a legal form stands in a name: "AB", "HB", "Ltd", "kommun"."""
    return len(text) <= _LONGEST_NAME and bool(_legal_form().search(text))


def is_only_legal_form(text: str) -> bool:
    """Say whether a text is a legal form and no name: "enskild firma"."""
    return len(text) <= _LONGEST_NAME and _legal_form().fullmatch(text.strip()) is not None


def looks_like_company(text: str) -> bool:
    """Say whether a legal form or a word of trade stands in a name."""
    return len(text) <= _LONGEST_NAME and (has_legal_form(text) or bool(_company_word().search(text)))


def only_trade_words(text: str) -> bool:
    """Say whether a name is nothing but words of trade and legal forms: "Bygg AB", "El & Data"."""
    words = [word for word in re.split(r"[\s&/]+", text) if word.casefold() not in ("och", "i", "")]
    return all(_company_word().fullmatch(word) or _legal_form().fullmatch(word) for word in words)


def is_first_name(word: str) -> bool:
    """Say whether a word is a known first name: "Anna", "Karl-Erik", "Ann-Sofie"."""
    parts = word.casefold().strip(".").split("-")
    return bool(parts[0]) and all(part in FIRST_NAMES for part in parts)


def is_initial(word: str) -> bool:
    """Say whether a word is an initial: "J.", "K-E", "K.-E."."""
    return bool(re.fullmatch(r"[A-ZÅÄÖ]\.|(?:[A-ZÅÄÖ]\.?-)[A-ZÅÄÖ]\.?", word))


def name_shaped(text: str) -> bool:
    """Say whether a text could be a name at all: one to five words of letters, each with a capital (or all without)."""
    words = text.split() if len(text) <= _LONGEST_NAME else []
    if not 1 <= len(words) <= _MOST_NAME_WORDS:
        return False
    plain = [word for word in words if word.casefold() not in _PARTICLES]
    if not plain or not all(_NAME_WORD.fullmatch(word) for word in plain):
        return False
    return all(word[:1].isupper() for word in plain) or (is_first_name(plain[0]) and all(w.islower() for w in words))


def looks_like_person(text: str) -> bool:
    """Say whether a text is a person's name for certain enough: it begins with a known first name or an initial.

    A single first name counts; "Bo Bygg" and "Bergs Bygg" do not.
    """
    words = text.split()
    if not name_shaped(text) or has_legal_form(text):
        return False
    if len(words) > 1 and looks_like_company(" ".join(words[1:])):
        return False
    return is_first_name(words[0]) or (is_initial(words[0]) and len(words) > 1)


def is_title(text: str) -> bool:
    """Say whether a text is nothing but a title, or several: "vd", "Ägare och vd", "Inköps- och logistikchef"."""
    if len(text) > _LONGEST_NAME or has_legal_form(text) or not text.strip():
        return False
    words = [word for word in _TITLE_JOINT.split(text.strip()) if word]
    if not all(_title().fullmatch(word.strip()) or word.endswith("-") for word in words):
        return False
    return bool(words) and not words[-1].endswith("-")


_MOST_TITLE_WORDS = 4
#: What joins the names of a firm: "Berg & Co".
_PARTNERS = re.compile(r"\s(?:&|och|o)\s")


def title_and_name(text: str) -> tuple[str, str]:
    """Divide "vd Anna Berg", "Anna Berg vd" and "platschef Peab" into title and name; no title where there is none for certain."""
    words = text.split()
    if looks_like_company(text) and not any(looks_like_person(" ".join(one)) for one in (words[1:], words[:-1])):
        return _leading_title(words) if words and (words[0][:1].islower() or words[0].isupper()) else ("", text)
    for size in range(min(_MOST_TITLE_WORDS, len(words) - 1), 0, -1):
        for title, rest in ((words[:size], words[size:]), (words[-size:], words[:-size])):
            joined, name = " ".join(title), " ".join(rest)
            plain = title[0][:1].islower() or joined.isupper() or looks_like_person(name)
            if plain and is_title(joined) and name_shaped(_PARTNERS.sub(" ", name)):
                return joined, name
    return "", text


def _leading_title(words: list[str]) -> tuple[str, str]:
    """Divide "kassör Söderbärke Bygg": a title in small letters before a company's name."""
    for size in range(min(_MOST_TITLE_WORDS, len(words) - 1), 0, -1):
        title, name = " ".join(words[:size]), " ".join(words[size:])
        if is_title(title) and name[:1].isupper():
            return title, name
    return "", " ".join(words)
