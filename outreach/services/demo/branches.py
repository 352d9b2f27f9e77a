"""The branches of local business: what their companies are called, what they do and what they ask about."""

# ruff: noqa: E501 - one line an entry, as in a table

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch. `share` is how common it is; `words` end a company's name; `topics` follow "om" in a note.

    `micro` is the share of companies with fewer than ten on the staff, in hundredths.
    """

    tag: str
    share: int
    sni: tuple[str, ...]
    cpv: tuple[str, ...]
    words: tuple[str, ...]
    topics: tuple[str, ...]
    titles: tuple[str, ...] = ()
    micro: int = 68


def _branch(
    tag: str, share: int, sni: str, cpv: str, words: str, topics: str, titles: str = "", micro: int = 68
) -> Branch:
    return Branch(
        tag,
        share,
        tuple(sni.split()),
        tuple(cpv.split()),
        tuple(word.strip() for word in words.split(",")),
        tuple(topic.strip() for topic in topics.split(",")),
        tuple(title.strip() for title in titles.split(",") if title.strip()),
        micro,
    )


BRANCHES: tuple[Branch, ...] = (
    _branch(
        "bygg", 60, "41.200", "45210000 45214000 45262000 45453000",
        "Bygg, Byggservice, Bygg & Entreprenad, Byggteam, Husbygg",
        "ombyggnaden av skolan, ramavtalet för byggservice, den nya förskolan, renoveringen av sporthallen",
        "Platschef, Kalkylator, Arbetsledare, Projektchef", 60,
    ),
    _branch(
        "mark", 40, "43.120 42.110", "45112000 45233140 45232130 90620000",
        "Mark, Schakt & Mark, Entreprenad, Gräv & Schakt, Markarbeten, Maskin",
        "ramavtalet för markarbeten, gång- och cykelvägen, VA-ledningarna i Hällmyra, schaktningen vid badet",
        "Platschef, Maskinförare, Arbetsledare, Kalkylator", 62,
    ),
    _branch(
        "snöröjning", 18, "81.299", "90620000 90630000 90611000",
        "Snö & Sand, Vinterservice, Vägservice, Snöröjning",
        "snöröjningen, sandningen av gångvägar, snöröjning av skolgårdar, jouren i vinter",
        "Arbetsledare, Maskinförare", 88,
    ),
    _branch(
        "el", 40, "43.210", "45311000 45310000 50711000 45315300",
        "El, Elektriska, Elservice, Elteknik, El & Tele",
        "elarbetena, ramavtalet för el, laddstolparna vid kommunhuset, belysningen längs älven",
        "Elektriker, Projektledare el, Servicechef, Kalkylator", 64,
    ),
    _branch(
        "vvs", 34, "43.221", "45330000 45331000 50720000",
        "Rör, VVS, Rörmontage, Värme & Rör, VVS-teknik",
        "VVS-ramavtalet, bergvärmen på äldreboendet, stambytet på Lövgården, badets cirkulationspumpar",
        "Servicechef, Rörmokare, Projektledare, Kalkylator", 62,
    ),
    _branch(
        "ventilation", 12, "43.222", "45331200 71321400 50720000",
        "Ventilation, Luftteknik, Klimat & Ventilation", "ventilationen i skolorna, OVK-besiktningarna, luftväxlarna på förskolorna",
        "Servicetekniker, Projektledare",
    ),
    _branch(
        "måleri", 28, "43.341", "45442100 45440000", "Måleri, Måleriservice, Färg & Måleri",
        "måleriavtalet, ommålningen av förskolorna, fasaden på biblioteket", "Arbetsledare, Målarmästare", 80,
    ),
    _branch(
        "golv", 16, "43.330", "45432110 45430000 45431000", "Golv, Golv & Kakel, Golvteknik, Platt & Kakel",
        "golvläggningen, mattorna på äldreboendet, kaklet i simhallen", "Arbetsledare, Golvläggare", 80,
    ),
    _branch(
        "tak", 16, "43.910", "45261210 45261000 45261320", "Plåt, Tak & Plåt, Takservice, Plåtslageri",
        "taken på Forsbyskolan, takskottningen, plåtarbetena, taksäkerheten", "Plåtslagare, Arbetsledare", 74,
    ),
    _branch(
        "snickeri", 24, "43.320 16.233", "45421000 45420000 44230000", "Snickeri, Inredning, Fönster & Dörr, Finsnickeri",
        "inredningen i biblioteket, dörrbytena, fönsterrenoveringen, receptionsdisken", "Snickare, Formgivare", 82,
    ),
    _branch(
        "städ", 36, "81.210", "90910000 90911200 90919200 90911300",
        "Städ, Städservice, Lokalvård, Städ & Service, Rent Hus",
        "städningen av förskolor, lokalvården, fönsterputsningen, storstädningen i sommar",
        "Kundansvarig, Arbetsledare, Områdeschef, Kvalitetsansvarig", 66,
    ),
    _branch(
        "åkeri", 36, "49.410", "60100000 90511000 60180000", "Åkeri, Transport, Frakt & Transport, Åkeri & Maskin, Logistik",
        "grustransporterna, matdistributionen, flyttransporterna, slamkörningen", "Transportledare, Trafikchef, Chaufför", 66,
    ),
    _branch(
        "skolskjuts", 14, "49.320", "60120000 60130000", "Taxi, Taxi & Resor, Skolresor",
        "skolskjutsarna, färdtjänsten, de särskilda turerna till Östra Forsby", "Trafikledare, Chaufför", 70,
    ),
    _branch(
        "buss", 7, "49.390", "60140000 60130000", "Buss, Bussresor, Buss & Resor",
        "skolbussarna, beställningstrafiken, badresorna för skolan", "Trafikchef", 40,
    ),
    _branch(
        "livsmedel", 30, "10.710 46.390 01.500", "15000000 03200000 15800000 15500000",
        "Gårdsmejeri, Bageri, Lantbruk, Grönt, Livs, Chark, Potatis & Rotfrukt",
        "livsmedelsavtalet, potatisen till skolköken, brödet, de egna delområdena för små producenter",
        "Gårdsägare, Säljare, Produktionsansvarig", 76,
    ),
    _branch(
        "catering", 28, "56.210 56.100", "55520000 55524000 55320000 55300000",
        "Catering, Kök & Catering, Matsal, Restaurang, Café, Värdshus",
        "måltiderna på Björkgården, fikat vid möten, lunchmaten till hemtjänsten, sommarkollo",
        "Kökschef, Krögare, Restaurangchef", 80,
    ),
    _branch(
        "skog", 20, "02.200 02.400", "77200000 77210000 77230000", "Skog, Skogsvård, Skog & Entreprenad, Skogstjänst",
        "gallringen, röjningen längs vägarna, plockhuggningen vid elljusspåret", "Skogsmästare, Maskinförare, Virkesköpare", 84,
    ),
    _branch(
        "grönyta", 20, "81.300", "77310000 77300000 77314000", "Trädgård, Park & Trädgård, Grönyteservice, Trädgårdsanläggning",
        "grönytorna, gräsklippningen, trädbeskärningen, planteringarna på torget", "Trädgårdsmästare, Arborist, Arbetsledare", 80,
    ),
    _branch(
        "it", 34, "62.020 62.010", "72000000 72200000 72260000 48000000",
        "Data, IT, IT-partner, Systemutveckling, Digital, Nätverk",
        "e-tjänsterna, IT-konsultavtalet, nätverket på skolorna, systemet för felanmälan, skolornas datorer",
        "IT-konsult, Säljchef, Systemutvecklare, Kundansvarig", 70,
    ),
    _branch(
        "teknikkonsult", 28, "71.122 71.124", "71300000 71320000 71500000 71530000",
        "Teknik, Projekteringsbyrå, Samhällsbyggnad, Byggkonsult, Projektledning, Mät & Kart",
        "konsultavtalet, projekteringen av reningsverket, byggledningen, mätuppdragen",
        "Uppdragsledare, Projektör, Gruppchef, Konsult", 66,
    ),
    _branch(
        "arkitekt", 12, "71.110", "71200000 71220000 71400000", "Arkitektkontor, Arkitekter, Arkitektur & Form",
        "detaljplanen vid älven, programskissen till förskolan, arkitektavtalet", "Arkitekt SAR/MSA, Ingenjör", 84,
    ),
    _branch(
        "ekonomi", 24, "69.201 69.202", "79200000 79212000 79211000", "Redovisning, Revision, Ekonomi, Redovisningsbyrå",
        "revisionen, ekonomistödet till de kommunala bolagen, lönehanteringen", "Auktoriserad revisor, Redovisningskonsult", 84,
    ),
    _branch(
        "trycksaker", 20, "18.122 73.111", "79810000 79340000 79820000 22000000",
        "Tryck, Reklam, Skylt & Tryck, Reklambyrå, Grafiska",
        "trycksakerna, skyltarna till industriområdet, turistbroschyren, profilkläderna", "Art director, Projektledare, Säljare", 82,
    ),
    _branch(
        "utbildning", 20, "85.594 70.220", "80500000 80530000 79632000", "Utbildning, Kompetens, Kurs & Konferens, Ledarskap",
        "ledarutbildningen, SFI-lokalerna, kurserna i första hjälpen, handledningen", "Utbildningsledare, Konsult, Handledare", 88,
    ),
    _branch(
        "omsorg", 26, "88.101 87.301", "85300000 85312000 85311000", "Omsorg, Hemtjänst, Assistans, Vård & Omsorg",
        "valfriheten i hemtjänsten, HVB-platserna, den personliga assistansen, korttidsboendet",
        "Verksamhetschef, Enhetschef, Samordnare", 40,
    ),
    _branch(
        "bemanning", 14, "78.200", "79620000 79600000", "Bemanning, Personal, Rekrytering",
        "vikarier till äldreomsorgen, rekryteringsavtalet, hyrpersonalen i sommar", "Konsultchef, Säljare, Rekryterare", 56,
    ),
    _branch(
        "fordon", 28, "45.201 45.310", "50112000 34350000 50110000 34100000",
        "Bilverkstad, Bil, Däckservice, Bil & Motor, Fordonsservice", "verkstadsavtalet, däcken, servicen av hemtjänstens bilar, tvätten",
        "Verkstadschef, Kundmottagare", 72,
    ),
    _branch(
        "verkstad", 28, "25.620 25.110", "44212000 44316000 50530000",
        "Mekaniska, Svets & Smide, Industriservice, Smide, Verkstad",
        "räckena på gångbron, pumpservicen, smidet till lekparken, reservdelarna till reningsverket",
        "Verkstadschef, Svetsare, Konstruktör", 58,
    ),
    _branch(
        "möbler", 14, "31.010 47.591", "39130000 39160000 39100000 39150000", "Möbler, Kontor & Möbler, Interiör, Kontorsmiljö",
        "skolmöblerna, kontorsmöblerna, de begagnade möblerna till kommunhuset", "Inredare, Säljare", 66,
    ),
    _branch(
        "arbetskläder", 12, "46.420 47.711", "18100000 18110000 18143000", "Profil, Arbetskläder, Yrkeskläder, Profil & Skydd",
        "arbetskläderna, skyddsskorna, kläderna till hemtjänsten", "Säljare, Butikschef", 66,
    ),
    _branch(
        "säkerhet", 14, "80.100 80.200", "79710000 79711000 35121700", "Säkerhet, Bevakning, Larm & Lås, Lås & Larm",
        "larmen, bevakningen vid badet, passersystemet, låsbytet på skolorna", "Säkerhetschef, Tekniker", 56,
    ),
    _branch(
        "avfall", 14, "38.110 38.320", "90500000 90511000 90512000", "Återvinning, Miljö, Slam & Spol, Miljötransport",
        "slamtömningen, containerhyran, matavfallet, återvinningscentralen", "Platschef, Transportledare", 54,
    ),
    _branch(
        "energi", 14, "43.210 35.110", "09331200 71314000 45261215 45315000", "Energi, Sol, Solteknik, Energiteknik",
        "solcellerna på Forsbyskolan, energikartläggningen, energilagret", "Energiingenjör, Säljare, Montör", 74,
    ),
    _branch(
        "hälsa", 14, "86.901 93.130", "85147000 85100000 85121000", "Hälsa, Företagshälsa, Rehab, Friskvård",
        "företagshälsovården, friskvården, rehabstödet, hörselkontrollerna", "Hälsovetare, Fysioterapeut", 80,
    ),
    _branch(
        "språk", 8, "74.300", "79540000 79530000", "Språktjänst, Tolk & Text, Översättning",
        "tolkavtalet, översättningarna till arabiska, teckenspråkstolkningen", "Tolkförmedlare, Översättare", 86,
    ),
)  # fmt: skip

#: Titles that every branch has, besides its own. The first ones are those of whoever runs the company.
LEADERS = ("VD", "Ägare", "Delägare", "VD och ägare")
STAFF = (
    "Ekonomiansvarig", "Säljare", "Marknadsansvarig", "Anbudsansvarig", "Administratör", "Kundansvarig", "Projektledare",
    "Kvalitets- och miljöansvarig", "Vice VD", "Inköpare", "Affärsutvecklare",
)  # fmt: skip
