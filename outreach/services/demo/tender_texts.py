"""Purchases that a municipality of 11,000 makes, in plain words. Sizes are classes of `domain/tender.py`."""

# ruff: noqa: E501 - one line an entry, as in a table

from __future__ import annotations

from dataclasses import dataclass

from outreach.domain.tender import ValueClass


@dataclass(frozen=True, slots=True)
class TenderText:
    """One purchase: its words, codes, size class, length of contract in months, and the branch that may bid."""

    title: str
    description: str
    cpv: tuple[str, ...]
    size: ValueClass
    months: int
    tag: str


_SIZES = {
    "?": ValueClass.UNKNOWN,
    "a": ValueClass.UNDER_100K,
    "b": ValueClass.UNDER_700K,
    "c": ValueClass.UNDER_2M,
    "d": ValueClass.UNDER_10M,
    "e": ValueClass.OVER_10M,
}


def _tender(title: str, description: str, cpv: str, size: str, months: int, tag: str) -> TenderText:
    return TenderText(title, description, tuple(cpv.split()), _SIZES[size], months, tag)


TENDERS: tuple[TenderText, ...] = (
    _tender("Snöröjning och sandning i tätorten", "Vi behöver er som har traktor, hjullastare eller lastbil och kan vara ute senast en timme efter utkallning. Tätorten är delad i åtta små områden, så att även den som har en enda maskin kan lämna anbud.", "90620000 90630000", "d", 48, "snöröjning"),
    _tender("Snöröjning av skolgårdar och förskolor", "Skottning och sandning för hand och med liten maskin vid 14 skolor och förskolor. Klart före klockan 06.30 på skoldagar. Anbud kan lämnas på en enda skola.", "90620000", "c", 36, "snöröjning"),
    _tender("Skolskjuts med taxi till Östra Forsby och Åshult", "Elva elever ska till och från skolan på vägar där bussen inte går. Vi söker er som har minst två bilar, gärna elbilar. Turerna kan delas mellan flera företag.", "60130000 60120000", "c", 36, "skolskjuts"),
    _tender("Skolbuss i norra kommundelen", "Två dagliga turer med buss för 45 elever. Förarna ska vara desamma så långt det går, för barnens skull.", "60130000 60140000", "d", 60, "buss"),
    _tender("Städning av förskolor", "Daglig städning av nio förskolor, kvällstid. Vi ställer krav på miljömärkta medel och på schyssta löner, och vi mäter hur rent det blir.", "90910000 90919200", "d", 36, "städ"),
    _tender("Fönsterputsning", "Putsning in- och utvändigt två gånger om året i kommunens 38 byggnader. Delas i tre områden.", "90911300", "b", 24, "städ"),
    _tender("Städning av kommunhuset och biblioteket", "Städning tre dagar i veckan på kontor och i biblioteket, med storstädning på sommaren.", "90919200 90911200", "c", 36, "städ"),
    _tender("Byggservice: mindre bygg- och snickeriarbeten", "Ramavtal för jobb upp till 500 000 kronor: byta dörrar, laga golv, bygga om ett rum. Vi söker fem företag och rangordnar dem efter pris och hur nära de finns.", "45453000 45421000 45262000", "e", 48, "bygg"),
    _tender("Ny förskola i Hällmyra", "En förskola med fyra avdelningar i trä. Vi vill prata med er i god tid om tider, byggsätt och om entreprenaden ska delas upp.", "45214000 45210000", "e", 20, "bygg"),
    _tender("Ombyggnad av köket på Forsbyskolan", "Köket byggs om från mottagning till tillagning. Arbetet görs under ett sommarlov och ett höstlov.", "45214000 45453000", "d", 8, "bygg"),
    _tender("Renovering av omklädningsrummen i sporthallen", "Nya ytskikt, dusch och ventilation i sex omklädningsrum. Hallen är öppen under tiden.", "45453000 45430000", "d", 7, "bygg"),
    _tender("Markarbeten: ramavtal för små och stora maskiner", "Grävning, schaktning och dränering på löpande räkning. Timpris för maskin med förare. Det går bra att bara ha en minigrävare.", "45112000 45233140", "d", 48, "mark"),
    _tender("Gång- och cykelväg Älvbro–Kvarnåsen", "2,3 kilometer asfalterad väg med belysning. Marken är inlöst och projekteringen klar.", "45233140 45233162", "e", 10, "mark"),
    _tender("Nya vatten- och avloppsledningar i Hällmyra", "1,8 kilometer ledning i befintlig gata. Boende ska kunna ta sig hem varje dag.", "45232130 45232400", "e", 14, "mark"),
    _tender("Elarbeten: service och mindre installationer", "Ramavtal för elektriker i kommunens byggnader. Jour ingår för den som vill.", "45311000 50711000", "d", 48, "el"),
    _tender("Laddstolpar vid kommunhuset och badet", "Tolv laddpunkter för besökare och kommunens egna bilar, med betalning och mätning.", "45311000 31158000", "c", 6, "el"),
    _tender("Byte till LED i gatubelysningen", "760 armaturer på stolpe byts under två säsonger. Sopsortering av de gamla ingår.", "45316110 34928530", "d", 18, "el"),
    _tender("VVS-service", "Ramavtal för rörmokare: läckor, byten, mindre ombyggnader. Inställelse inom fyra timmar vid läcka.", "45330000 50720000", "d", 48, "vvs"),
    _tender("Stambyte på äldreboendet Lövgården", "Stammarna i 32 lägenheter byts i etapper, med boende på plats. Vi värderar hur ni tänker ta hänsyn till dem.", "45330000 45331000", "e", 12, "vvs"),
    _tender("Ventilation i tre skolor", "Nya luftbehandlingsaggregat på Forsbyskolan, Älvskolan och Björkskolan. Injustering och provning ingår.", "45331200", "d", 9, "ventilation"),
    _tender("Obligatorisk ventilationskontroll", "OVK i 64 byggnader under tre år, med åtgärdslista i vårt format.", "71321400", "b", 36, "ventilation"),
    _tender("Måleriarbeten", "Ramavtal för in- och utvändigt måleri. Vi söker tre företag och delar ut jobb i tur och ordning.", "45442100", "d", 36, "måleri"),
    _tender("Golvläggning i skolor och på äldreboenden", "Byte av mattor och plattor, oftast på lov. Gamla limrester kan finnas och ska provtas.", "45432110 45430000", "c", 36, "golv"),
    _tender("Nytt tak på Forsbyskolan", "1 900 kvadratmeter papptak byts mot plåt, med taksäkerhet. Förberett för solceller.", "45261210 45261000", "d", 5, "tak"),
    _tender("Takskottning", "Jour för skottning av tak på kommunens byggnader när snön kräver det. Timpris, inget lägsta antal timmar.", "90620000 45261320", "b", 48, "tak"),
    _tender("Inredning till biblioteket", "Hyllor, disk och sittplatser på mått efter arkitektens ritning. Vi ser gärna återbrukat material.", "45421000 39150000", "b", 6, "snickeri"),
    _tender("Grus- och sandtransporter", "Transport av grus, sand och jord till kommunens egna arbeten. Timpris för bil med förare.", "60100000 60180000", "c", 36, "åkeri"),
    _tender("Utkörning av varm mat", "Matlådor körs från två kök till 74 hem varje dag. Bilarna ska hålla maten över 60 grader.", "60100000 55521100", "c", 36, "åkeri"),
    _tender("Potatis, rotfrukter och grönsaker", "Till kommunens elva kök. Delat i sju små varugrupper och med leverans en gång i veckan, så att en gård kan räcka.", "03200000 15300000", "c", 24, "livsmedel"),
    _tender("Bröd och bakverk", "Färskt matbröd till skolor och äldreboenden. Anbud får lämnas på ett enda område.", "15800000", "c", 24, "livsmedel"),
    _tender("Kött och chark från djur med god djuromsorg", "Nöt, gris och lamm i hela bitar och färs. Kraven följer svensk djurskyddslag, och vi följer upp dem.", "15100000", "d", 24, "livsmedel"),
    _tender("Mjölk och ägg", "Ekologisk mjölk och ägg från frigående höns till kommunens kök, två leveranser i veckan.", "15500000 03142500", "c", 24, "livsmedel"),
    _tender("Måltider på äldreboendet Björkgården", "Frukost, lunch och middag till 46 boende, lagade på plats. Vi provsmakar som en del av utvärderingen.", "55320000 55520000", "d", 48, "catering"),
    _tender("Fika och smörgåsar till möten", "Beställs dagen före, från närmaste företag. Tre delområden: Älvbro, Kvarnåsen och Hällmyra.", "55520000", "a", 24, "catering"),
    _tender("Gallring och röjning i kommunens skog", "320 hektar under fyra år, med hänsyn till friluftsliv. Plockhuggning vid elljusspåret.", "77210000 77200000", "c", 48, "skog"),
    _tender("Skötsel av grönytor", "Gräsklippning, häckar och planteringar i tre områden. Skötselplan och karta finns.", "77310000 77314000", "d", 48, "grönyta"),
    _tender("Trädvård", "Beskärning och fällning av träd nära hus och vägar. Certifierad arborist krävs.", "77211400 77310000", "b", 36, "grönyta"),
    _tender("Upprustning av fyra lekplatser", "Ny lekutrustning, fallskydd och planteringar. Barnen i närheten har fått önska.", "45112723 37535200", "c", 8, "grönyta"),
    _tender("IT-konsulter", "Ramavtal för utveckling, integration och projektledning. Små företag kan lämna anbud på en enda roll.", "72000000 72200000", "d", 36, "it"),
    _tender("System för felanmälan", "Invånare ska kunna anmäla trasiga lampor och hål i vägen i telefonen. Vi vill se hur ni löser tillgängligheten.", "72200000 48000000", "b", 36, "it"),
    _tender("Trådlöst nätverk i skolorna", "Byte av 210 accesspunkter och mätning efteråt. Arbetet görs på lov.", "32420000 72710000", "c", 12, "it"),
    _tender("Tekniska konsulter", "Ramavtal i åtta teknikområden: konstruktion, VA, geoteknik, mätning med flera. Ett företag kan svara på ett område.", "71300000 71320000", "e", 48, "teknikkonsult"),
    _tender("Byggledning och besiktning", "Byggledare och besiktningsmän på löpande räkning.", "71530000 71500000", "c", 36, "teknikkonsult"),
    _tender("Projektering av nytt reningsverk", "Förstudie och systemhandling. Vi börjar med en öppen dialog om teknikval.", "71320000 71300000", "d", 18, "teknikkonsult"),
    _tender("Arkitekter", "Ramavtal för programskisser, bygglovshandlingar och inredning.", "71200000 71220000", "c", 48, "arkitekt"),
    _tender("Revision av kommunens bolag", "Lekmannarevisorernas sakkunniga biträde och revision av tre bolag.", "79212000", "b", 48, "ekonomi"),
    _tender("Trycksaker och skyltar", "Broschyrer, affischer, roll-ups och skyltar. Små upplagor, korta leveranstider.", "79810000 22000000", "b", 36, "trycksaker"),
    _tender("Ledarutbildning för chefer", "Åtta träffar för 60 chefer i tre grupper, på plats i Älvbro.", "80500000 80530000", "b", 18, "utbildning"),
    _tender("Hemtjänst enligt valfrihet", "Löpande ansökan enligt lagen om valfrihetssystem: vem som helst som uppfyller kraven får vara med.", "85312000 85300000", "?", 0, "omsorg"),
    _tender("Hyrpersonal till äldreomsorgen i sommar", "Sjuksköterskor och undersköterskor veckorna 24–33.", "79620000", "c", 4, "bemanning"),
    _tender("Bilverkstad: service och reparation", "68 bilar, mest små elbilar i hemtjänsten. Lånebil och hämtning på plats ger poäng.", "50112000 50110000", "c", 36, "fordon"),
    _tender("Däck och däckhotell", "Skifte två gånger om året på plats hos oss, förvaring och nya däck.", "34350000 50116500", "b", 36, "fordon"),
    _tender("Smide och svetsarbeten", "Räcken, grindar och lagningar, på verkstad och ute.", "44212000 44316000", "b", 36, "verkstad"),
    _tender("Skolmöbler", "Bord, stolar och förvaring till åtta klassrum om året. Återbruk och renovering är ett eget område.", "39160000", "c", 36, "möbler"),
    _tender("Begagnade kontorsmöbler till kommunhuset", "Möbler till 40 arbetsplatser, helst återbrukade. Upphämtning av det gamla ingår.", "39130000", "b", 12, "möbler"),
    _tender("Arbetskläder och skyddsskor", "Till 410 medarbetare inom omsorg, kök och teknik. Provning på plats.", "18100000 18110000", "c", 36, "arbetskläder"),
    _tender("Bevakning och larm", "Rondering, larmutryckning och underhåll av larm i 30 byggnader.", "79711000 79710000", "c", 48, "säkerhet"),
    _tender("Slamtömning", "Tömning av 1 350 enskilda avlopp om året enligt vårt schema. Framkomlighet på små vägar är viktig.", "90511000 90500000", "d", 60, "avfall"),
    _tender("Solceller på tre tak", "Anläggningar på Forsbyskolan, kommunförrådet och badet, cirka 240 kilowatt tillsammans.", "09331200 45261215", "d", 6, "energi"),
    _tender("Företagshälsovård", "Hälsokontroller, rehabstöd och ergonomi för 900 medarbetare, med mottagning högst 40 minuter bort.", "85147000", "c", 48, "hälsa"),
    _tender("Tolkar på plats och på distans", "Tolkförmedling i 25 språk. Rangordning efter andel utförda uppdrag.", "79540000", "c", 36, "språk"),
    _tender("Översättning till lätt svenska och fyra språk", "Texter till webbplatsen och brev till invånare. Cirka 300 sidor om året.", "79530000", "a", 24, "språk"),
)  # fmt: skip
