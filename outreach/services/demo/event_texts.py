"""Events of an outreach year: titles, places and hours for each of the nine kinds."""

# ruff: noqa: E501 - one line an entry, as in a table

from __future__ import annotations

from dataclasses import dataclass
from datetime import time

from outreach.domain.event import EventKind


@dataclass(frozen=True, slots=True)
class EventText:
    """One event. `hours` are wall-clock times; None is a whole day. `crowd` is how many conversations it usually brings."""

    kind: EventKind
    title: str
    place: str
    hours: tuple[time, time] | None
    description: str
    crowd: int
    booth: str = ""
    days: int = 1


def _event(
    kind: EventKind, title: str, place: str, hours: str, crowd: int, description: str, booth: str = "", days: int = 1
) -> EventText:
    first, _, last = hours.partition("-")
    times = (time.fromisoformat(first), time.fromisoformat(last)) if hours else None
    return EventText(kind, title, place, times, description, crowd, booth, days)


K = EventKind

EVENTS: tuple[EventText, ...] = (
    _event(K.GALA, "Företagsgalan i Älvbro", "Folkets hus, Älvbro", "17:30-23:00", 150, "Årets företagare, årets nykomling och middag för 240 gäster. Upphandlingsenheten har ett bord i foajén.", "Foajén, bord 4"),
    _event(K.BREAKFAST, "Frukost: så köper kommunen byggtjänster", "Kommunhuset, Älvsalen", "07:30-09:00", 60, "Kaffe och smörgås, en kvart om kommande byggprojekt och tid för frågor. Kostar ingenting."),
    _event(K.ADVICE, "Öppen rådgivning i Älvbro", "Näringslivskontoret, Storgatan 8", "13:00-16:00", 34, "Kom in utan tid och fråga om anbud, krav och blanketter."),
    _event(K.FAIR, "Näringslivsmässan i Borlänge", "Mässhallen, Borlänge", "10:00-17:00", 150, "Mässa för hela länet. Vi delar monter med grannkommunerna.", "B14"),
    _event(K.COURSE, "Kurs: skriv ditt första anbud", "Lärcentrum, sal 2", "13:00-16:30", 48, "Vi går igenom en riktig upphandling från början till slut. Ta med dator."),
    _event(K.DIALOGUE, "Marknadsdialog: snöröjning", "Kommunförrådet, Verkstadsgatan 3", "15:00-16:30", 56, "Hur stora ska områdena vara? Vilka maskiner har ni? Vi lyssnar innan vi skriver kraven."),
    _event(K.NETWORK, "Nätverksträff för kvinnor som driver företag", "Värdshuset i Stenbrovik", "11:30-13:00", 44, "Lunch och erfarenhetsbyte. Vi berättar om vad kommunen ska köpa i år."),
    _event(K.VISIT, "Besök på tre verkstäder i Kvarnåsen", "Kvarnåsens industriområde", "09:00-12:00", 24, "Vi ser maskinerna och frågar vad som hindrar er från att lämna anbud."),
    _event(K.BREAKFAST, "Frukost: mat från gården till skolköket", "Björkgården, matsalen", "07:30-09:00", 52, "För odlare, bagerier och chark. Kökscheferna berättar vad de behöver."),
    _event(K.FAIR, "Lokalmatsdagen med leverantörstorg", "Sporthallen, Älvbro", "10:00-15:00", 110, "Vi står vid bord 12 och pratar livsmedel och catering.", "Bord 12"),
    _event(K.ADVICE, "Öppen rådgivning i Hällmyra", "Hällmyra bygdegård", "16:00-18:00", 26, "En kväll i månaden i norra kommundelen."),
    _event(K.DIALOGUE, "Marknadsdialog: ny förskola i Hällmyra", "Digitalt möte", "10:00-11:30", 46, "Ett öppet möte för byggare, arkitekter och installatörer. Anteckningarna läggs ut för alla."),
    _event(K.COURSE, "Kurs: direktupphandling för småföretag", "Lärcentrum, sal 1", "17:00-19:30", 50, "När räcker det med ett mejl, och hur får vi veta att ni finns?"),
    _event(K.OTHER, "Invigning av företagshuset", "Gamla Bruket, Bruksgatan 1", "14:00-18:00", 74, "Öppet hus med rundvandring. Vi har en skylt och en kaffekanna."),
    _event(K.NETWORK, "Branschträff med Byggföretagarna", "Hotell Älvstranden", "17:00-20:00", 66, "Lägesrapport om kommunens investeringar och frågor från salen."),
    _event(K.BREAKFAST, "Frukost: transporter och skolskjuts", "Kommunhuset, Älvsalen", "07:30-09:00", 54, "Åkare, taxi och buss: så delar vi upp turerna nästa gång."),
    _event(K.GALA, "Nyföretagargalan", "Teatern, Falun", "18:00-22:30", 90, "Vi delar ut priset för bästa första anbud.", "Vid garderoben"),
    _event(K.VISIT, "Företagsbesök i Lövhyttan", "Lövhyttans industriområde", "08:30-11:30", 22, "Fyra företag på en förmiddag."),
    _event(K.FAIR, "Bygg- och anläggningsdagarna", "Kupolhallen, Falun", "", 170, "Två dagar med entreprenörer från hela Dalarna.", "Monter 32", 2),
    _event(K.DIALOGUE, "Marknadsdialog: städning av förskolor", "Kommunhuset, Älvsalen", "15:00-16:30", 48, "Vad kostar det att städa på kvällen, och hur mäter vi rent?"),
    _event(K.ADVICE, "Öppen rådgivning på nätet", "Digitalt möte", "12:00-13:00", 22, "Fråga på lunchen, från traktorn eller kontoret."),
    _event(K.OTHER, "Kommunens leverantörsdag", "Folkets hus, Älvbro", "09:00-15:00", 120, "Alla enheter berättar vad de ska köpa de närmaste två åren.", "Scenen"),
    _event(K.COURSE, "Kurs: kvalificering och ESPD utan krångel", "Lärcentrum, sal 2", "13:00-15:30", 36, "Vilka bevis behövs, och när räcker en egen försäkran?"),
    _event(K.NETWORK, "Lunch med Företagarna Älvbro", "Gästgiveriet", "11:45-13:15", 40, "Månadslunch. Vi svarar på frågor vid kaffet."),
    _event(K.BREAKFAST, "Frukost: hållbarhetskrav som går att klara", "Kommunhuset, Älvsalen", "07:30-09:00", 50, "Miljökrav och sociala krav på vanlig svenska."),
    _event(K.DIALOGUE, "Marknadsdialog: potatis och grönsaker", "Kvarnåsens gård", "13:00-15:00", 38, "Vi går igenom volymer, säsong och leveransdagar."),
    _event(K.FAIR, "Jobb- och näringslivsdagen på gymnasiet", "Älvgymnasiet, aulan", "09:00-14:00", 80, "Möt elever, företag och kommunen på samma dag.", "Bord 9"),
    _event(K.VISIT, "Företagsbesök hos gårdar i Ängsfors", "Ängsfors", "09:30-14:00", 18, "Mejeri, bageri och ett potatislager."),
    _event(K.OTHER, "Kvällsträff för entreprenörer", "Kommunförrådet", "17:00-20:00", 62, "Korv, maskiner och prat om nästa vinter."),
    _event(K.COURSE, "Anbudsverkstad: räkna på riktigt", "Lärcentrum, sal 1", "08:30-12:00", 42, "Vi räknar tillsammans på ett gammalt underlag."),
    _event(K.ADVICE, "Öppen rådgivning i Kvarnåsen", "Kvarnåsens bibliotek", "15:00-18:00", 24, "Utan tid, utan krångel."),
    _event(K.NETWORK, "Träff för nya svenskar som driver företag", "Integrationscentrum", "17:30-19:30", 40, "På lätt svenska, med tolk på arabiska och tigrinja."),
    _event(K.DIALOGUE, "Marknadsdialog: konsultavtal för tekniker", "Digitalt möte", "09:00-10:30", 36, "Ska avtalet delas i fler områden? Hur små kan uppdragen vara?"),
    _event(K.BREAKFAST, "Frukost: IT och e-tjänster", "Företagshuset, plan 2", "07:30-09:00", 46, "Vad vi vill köpa, och vad vi vill slippa."),
    _event(K.VISIT, "Företagsbesök i Björkhöjden", "Björkhöjdens handelsområde", "13:00-16:00", 20, "Butiker och hantverkare."),
    _event(K.OTHER, "Uppföljning: så fungerar snöröjningen", "Kommunförrådet", "16:00-17:30", 30, "Förare och beställare går igenom läget."),
    _event(K.FAIR, "Hantverksdagarna i Leksand", "Ishallen, Leksand", "10:00-16:00", 96, "Hantverkare och formgivare från hela länet.", "Plats 7"),
    _event(K.COURSE, "Kurs: anbud på lätt svenska", "Integrationscentrum", "17:00-19:00", 34, "För dig som har svenska som nytt språk."),
    _event(K.GALA, "Ung Företagsamhet: regional final", "Kongresshuset, Borlänge", "12:00-20:00", 60, "Framtidens leverantörer visar upp sig.", "Monter 3"),
    _event(K.NETWORK, "Frukostklubben i Stenbrovik", "Sågverket, fikarummet", "06:45-08:00", 28, "Två minuter var, sedan kaffe."),
)  # fmt: skip

#: The advice hour that comes back, as a series: every second Wednesday.
SERIES = _event(
    K.ADVICE, "Drop-in: fråga upphandlaren", "Biblioteket, Älvbro", "15:00-16:00", 0, "En timme varannan onsdag. Ta med ditt underlag."
)  # fmt: skip
