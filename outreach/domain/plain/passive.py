"""Finds passive verbs in Swedish by their shape: the s-form, and "blir" with a participle.

No grammar is parsed. An s also ends genitives ("kommunens"), deponents ("finns", "hoppas") and many nouns, so short forms count
only when they are made of a known verb, and forms in -as only when they look like no plural or name.
"""

# ruff: noqa: E501 - lists of words, as in a table

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from outreach.domain.plain.sentences import Sentence, Word, WordKind

#: Verbs that always end in s, or whose s-form is no passive (each other, by itself), by all their forms' stems.
_DEPONENT_STEMS = (
    "hoppas|lyckas|misslyckas|trivs|trives|trivas|andas|låtsas|umgås|brottas|kräks|kräkas|skäms|skämmas|svettas|vistas|åldras|envisas|avundas|"
    "minns|minnas|finns|finnas|fattas|saknas|behövas|behövs|synas|syns|märkas|märks|höras|hörs|känns|kännas|tycks|tyckas|träffas|möts|mötas|ses|"
    "enas|närmas|nalkas|frodas|färdas|kämpas|handskas|ryms|rymmas|skiljs|skiljas|slåss|trängs|trängas|tröttas|lättas|ljusnas|"
    "fordras|glädjas|gläds|nödgas|vilas|dagas|våras|samsas|samlas|tävlas|bråkas|"
    "pratas|turas|hjälpas|hjälps|förhoppas|förbarmas|blygas|blygs|ängslas|viskas|töras|törs|idas|ids|bitas|bits|"
    "kivas|trätas|kappas|rodnas|undras|utspelas|vänjas|levas"
)
_DEPONENTS = frozenset(_DEPONENT_STEMS.split("|"))
_DEPONENT_PAST = {
    "fanns", "funnits", "mindes", "mints", "trivdes", "trivts", "kändes", "känts", "tycktes", "tyckts", "syntes", "synts", "hördes", "hörts",
    "märktes", "behövdes", "behövts", "möttes", "mötts", "sågs", "setts", "umgicks", "umgåtts", "skämdes", "rymdes", "rymts", "gladdes",
}  # fmt: skip

#: Words in -as, -es, -is and -ts that are no verbs.
_NOT_VERBS = set(
    "deras allas vilkas bådas samtligas övrigas ingas andras egnas flestas andreas jonas tomas lukas mattias tobias elias niklas klas lars "
    "kalas ananas atlas pampas kansas texas dallas vegas canvas terrass madrass kompass tass ras bas gas glas vas tomtas gräs kurs "
    "anställdas berördas boendes sjukas gamlas ungas fattigas arbetslösas sökandes deltagandes ordförandes studerandes gåendes resandes "
    "äldres enskildes andres mercedes dess des särskilds medelst plats palats insats sats klimats stadgas frågas sidas kommas sommars "
    "dagas flickas kvinnas åskas gatas klassas mammas pappas annas lisas evas marias "
    "eriks hellas isas emmas saras annikas lenas kakas ostas veckas månadas adress process express succes stress press access kongress "
    "intresse medborgares ägares brukares användares leverantörers lärares chefers anhörigas närståendes vuxnas barns ungdomars "
    "funktionsnedsattas asylsökandes förtroendevaldas hemlösas egenföretagares rörelsehindrades".split()
)
_PLURAL_GENITIVE = re.compile(r"(?:[aeo]rnas|[^aeiouyåäö]ernas|(?:hus|barn|ben|djur|dokument|företag|bolag|anbud|avtal|krav|pris|år)enas?|andenas|endenas|(?:ögon|öron|syskon|ärend)ens?|arens|arnas)\Z")
_SHORT_AS = 5

#: Verbs whose present s-form has no vowel before the s, or whose past is strong; small words before them make many more.
_PREFIX = (
    "(?:an|av|be|bi|er|efter|fast|fram|från|för|före|föran|genom|god|här|i|in|inne|iord|klar|kring|lös|med|miss|mot|ned|ner|ny|om|på|sam|"
    "samman|skrift|sär|till|tillfreds|tillhanda|tillvara|under|upp|upprätt|ut|ute|utan|ned|vid|vidare|över|överens|åter|åstad|"
    "stad|fri|för(?:e|ut)|kvar|hem|hop|hög|in(?:be)|o|av(?:be)|upp(?:be)|slut)?"
)
_PRESENT = (
    "förs|görs|ställs|skrivs|tas|ges|hålls|läggs|sätts|dras|slås|sägs|köps|säljs|byggs|krävs|prövs|används|sänds|döms|bedöms|drivs|bryts|"
    "följs|fylls|hävs|höjs|sänks|leds|lyfts|löses|läses|mäts|nås|rivs|rörs|skjuts|sköts|släpps|stängs|"
    "stöds|styrs|tills|tänds|tvätts|delges|anses|avses|utses|tillses|inses|förses|omges|avges|anges|uppges|inges|utges|medges|"
    "erbjuds|ersätts|begärs|bestäms|tillåts|godkänns|erkänns|utesluts|besluts|avslås|föreslås|påförs|avgörs|"
    "körs|hyrs|sprids|smörjs|bärs|äts|dricks|skärs|fälls|väljs|vänds|möblers|glöms|göms|lärs|undviks|läcks|"
    "stryks|uppskjuts|inleds|utlyses|utlyss|avlyses|avlyss|överskrids|underskrids|vinns|binds|erläggs|"
    "låses|låss|föreskrivs|förbjuds|bjuds|knyts|sköljs|fås|sys|ströks|beläggs|avskrivs|tömmas|töms|rengörs|klipps|fästs|räcks|täcks|väcks|rycks|trycks|sträcks|tänks|skänks|stjäls"
)
_PAST = (
    "togs|gavs|skrevs|lades|sattes|drogs|slogs|hölls|ströks|bröts|drevs|valdes|gjordes|sades|såldes|köptes|byggdes|lästes|löstes|skars|bars|åts|"
    "dracks|vanns|bands|förbjöds|bjöds|sköts|revs|spreds|släpptes|avslogs|beslöts|uteslöts|angavs|ansågs|avsågs|utsågs|"
    "inleddes|knöts|antogs|vidtogs|uppdrogs|överskreds|höjdes|sänktes|användes|sändes|tändes|vändes|krävdes|"
    "fälldes|ställdes|hävdes|fördes|kördes|hyrdes|styrdes|dömdes|bedömdes|tömdes|tvättades|stängdes"
)
_SUPINE = (
    "gjorts|köpts|sålts|sagts|lagts|byggts|ställts|använts|krävts|förts|bestämts|körts|hyrts|styrts|lästs|lösts|sänts|vänts|tänts|dömts|bedömts|"
    "tömts|följts|fyllts|hävts|höjts|sänkts|släppts|stängts|stötts|ersatts|satts|valts|begärts|godkänts|lärts|avgjorts|fällts|rörts|mätts|rengjorts|"
    "tryckts|täckts|väckts|sålts|försetts|utsetts|ansetts|avsetts|fåtts|nåtts"
)
_SHORT_FORM = re.compile(rf"{_PREFIX}(?:{_PRESENT}|{_PAST}|{_SUPINE})")
_AS = re.compile(r"[a-zåäö]{3,}as")
_ADES = re.compile(r"[a-zåäö]{2,}(?:ades|rdes|ldes|ndes|gdes|vdes|mdes|ktes|ptes|stes|xtes|ttes)")
_ATS = re.compile(r"[a-zåäö]{2,}(?:ats|its)")
_ATS_NOUN = re.compile(r"(?:plats|insats|palats|sats|klimats|kandidats|kamrats|soldats|apparats|debats|mandats|resultats|certifikats|krits|profits)\Z")
_PRESENT_PARTICIPLE = re.compile(r"(?:ande|ende)s\Z")

_BECOMES = {"blir", "bli", "blev", "blivit", "bliva"}
_PARTICIPLE = re.compile(
    r"[a-zåäö]{3,}(?:ad|at|ade)|[a-zåäö]*(?:tagen|taget|tagna|skriven|skrivet|skrivna|given|givet|givna|hållen|hållet|hållna|vunnen|vunnet|vunna|"
    r"dragen|draget|dragna|bunden|bundet|bundna|sluten|slutet|slutna|bruten|brutet|brutna|driven|drivet|drivna|slagen|slaget|slagna|"
    r"gjord|gjort|gjorda|såld|sålt|sålda|köpt|köpta|byggd|byggt|byggda|ställd|ställt|ställda|använd|använt|använda|sedd|sett|sedda|"
    r"vald|valt|valda|dömd|dömt|dömda|ersatt|ersatta|satt|satta|sagd|sagt|sagda|lagd|lagt|lagda|förd|fört|förda|kallad|stängd|stängt|stängda|"
    r"begärd|begärt|begärda|godkänd|godkänt|godkända|höjd|höjt|höjda|sänkt|sänkta|löst|lösta|tvingad|påkörd|påkörda|skickad|bjuden|bjudet|bjudna)"
)
_ADJECTIVES = {"glad", "glatt", "privat", "separat", "adekvat", "akut", "slutsatt", "kamrat", "soldat", "kandidat", "mat", "fortsatt", "tillräckligt", "resultat", "klimat", "obligat", "delikat", "advokat", "känd", "känt", "trygghetsskapande", "begåvad", "förkyld", "rutinerad", "ansvarsfull", "engagerad", "intresserad", "intresserade", "nöjda", "tacksam"}  # fmt: skip
_BETWEEN = {"inte", "också", "aldrig", "då", "sedan", "redan", "helt", "snart", "nu", "ofta", "alltid", "i", "upp", "ut", "in", "av", "ej", "bara", "först", "igen"}  # fmt: skip


def passives(sentence: Sentence) -> Iterator[tuple[Word, ...]]:
    """Yield the passive verbs of one Swedish sentence: one word, or "blir" and its participle."""
    words = sentence.words
    for number, word in enumerate(words):
        if word.kind is not WordKind.PLAIN:
            continue
        folded = word.text.casefold()
        if folded in _BECOMES:
            participle = _participle_after(words, number)
            if participle is not None:
                yield (word, participle)
        elif _is_passive(folded) and not (number and word.text[0].isupper()) and not _is_noun_here(words, number, folded):
            yield (word,)


def _is_passive(word: str) -> bool:
    if not word.endswith("s") or word in _DEPONENTS or word in _DEPONENT_PAST or word in _NOT_VERBS:
        return False
    if _deponent_in_past(word):
        return False
    if _SHORT_FORM.fullmatch(word):
        return True
    if _PRESENT_PARTICIPLE.search(word) and not word.startswith("anvä") and word[:-4] not in ("sä", "vä", "tä"):
        return False
    if len(word) >= _SHORT_AS and _AS.fullmatch(word):
        return _PLURAL_GENITIVE.search(word) is None
    if _ADES.fullmatch(word):
        return True
    return _ATS.fullmatch(word) is not None and _ATS_NOUN.search(word) is None


def _deponent_in_past(word: str) -> bool:
    return any(word.endswith(ending) and word.removesuffix(ending) + "as" in _DEPONENTS for ending in ("ades", "ats"))


_BEFORE_NOUN = {"en", "ett", "den", "det", "de", "alla", "varje", "vår", "våra", "er", "era", "sin", "sina", "min", "hans", "hennes", "dessa", "denna"}  # fmt: skip


def _is_noun_here(words: Sequence[Word], number: int, word: str) -> bool:
    """A form in -as after "de" or "den" and before a noun is somebody's: "de nämndas ansvar"."""
    if not word.endswith("das") or not number:
        return False
    return words[number - 1].text.casefold() in _BEFORE_NOUN


def _participle_after(words: Sequence[Word], number: int) -> Word | None:
    for following in words[number + 1 : number + 4]:
        folded = following.text.casefold()
        if _PARTICIPLE.fullmatch(folded):
            return None if folded in _ADJECTIVES else following
        if folded not in _BETWEEN:
            return None
    return None
