"""Swedish words that are also names, or parts of names of firms: "mark", "sten", "per", "fyra", "gamla".

Put together by hand. In small letters such a word is the word; with a capital, of somebody who was there, it is the name. A word
that is missing here is taken for the name too often, never too seldom.
"""

from __future__ import annotations

_WORDS = """
aktiv al alfa all alla allmän allt alm andra arbete ask asp backe bara barr bas ben berg bergen bergslagens bi bild bill björk
björn blad block blom blomma bly bo bok bord borg botten bra brand bredband bro broar broman bror bruk brun brunn bränn bråk bud
by bygd bygdens bylund byn bäck bästa bäver både båt central centrum dag dagar dags dahl dal dalarnas dam dans data den design
det din dina direkt djup dotter drake drift dubbla duva ed effekt egen egna ek eken el eld en enda energi eng enkel era ester
ett eva event expert extra fabrik falk fall familj fanny fart fast fem fin fisk fjäll fjärd fjärde flera flink flod fokus folk
folkets form fors forss framtid frank fred fri fria frid frisk fritid frost frö fura fyra fält färdiga fågel får fönster första
gall gamla gamle gata glad glans glas god goda golv gott gran granit gren grind grip grop grund gruppen gryt grå grön gröna guld
gun gård gårdar gås hage hagen hall hals hammar hammare hamn hamnen hand handel hane hans hantverk hare hav havet hed hede hela
helm hem hemma hermelin hink hjort hjul hjälm hjälp holm holme horn hult hundra hus hyttan hyttans hägg häll häst hård hög höst
ida idé industri inne inre iris is jan jobb jord just jägare järn kalk kall kant karl karp kil kim klar klara klint klippa klo
knut kol koll kommun konst kontakt kontor kopp korn kors kraft krans krok kron krona kropp krus kula kull kulla kulle kultur
kund kung kunskap kurs kvalitet kvarn kvist källa kärn kök köp lag lagar lager lampa land lans last lax led lek lev lilja lilla
lind linda linje lis lita liten liv ljung ljus lo lock logi lokal lokala lopp lotta lov lova love lugn lund lundar lust lycka
länets länk lärka låga lång långa löv mal malm man mark marken mars maskin mast mat max mellersta men mer mest mia mild miljö
min mina mitt mitten mo mobil mod modern modig moln mor moss mosse mur murare my mycket märk märta mård mått mörk natur nedre ni
nils nio nord norden nordisk nordiska norr norra norrlands norrskenet ny nya nytt nära näs nästa nät nätverk någon nöjd olika
olja om omsorg ord orm ort ost park partner per pil plan plats plog plus ponn post posten premium prim prins pro process produkt
projekt präst puls rad rak ram rask ren rena rest resurs rik riktiga ring ris rita riv ro rolig ros rosa rot rov runa rund rus
rut rätt räv rå råd röd röda rönn rör sabel saga sally salong salt samhälle sand se sega sel selma service set sex sig sigge
silver siri sista siv sju sjö sjön skara skarp skata skog skogen skolan skott skum sky sköld skön slag slät smal smarta smed små
snabb snabba snygg social socken sol sommar sortiment span special spets sport spår stad stadens stark start stella sten stig
stjärna stolt stor stora store storm strand sträng stråk ström studio stuga stund ståhl stål ståla stöd sund surr svan svar
svart svea sven svenska sväng svärd sydsvenska system säker säkra sälg säng säv södra tage tak tall tapper tegel teknik tema tid
tilda tim tio tjäder tom tor tora torn torp torr total tova trafik trappa trast tratt tre trogen trygg trygga trygghet trä träd
träff träning tråd tun tunn tusen två tyra tät udd uggla ulf under ung unga upp ur urban ute utmärkta utter utveckling vad vak
vall vapen varg varm varma vass vatten vera verkstad vi vik viken vild vilja vind vinge vinst vinter viola virke vit vita väg
välkommen vän värld värme värn väst västra våg vår våra vård yttre äkta äng äpple å åker år årstider ås åtta ö öga ömsesidiga
öppen öring örn öst östra över översikt övre övriga
""".split()
ORDINARY = frozenset(_WORDS)


def is_ordinary(word: str) -> bool:
    """Say whether a word, or its genitive, means something else than a name; all words of up to three letters count as such."""
    bare = word.casefold()
    return len(bare) < 4 or bare in ORDINARY or (bare.endswith("s") and len(bare) < 5)
