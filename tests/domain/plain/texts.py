"""Texts of our own for the measures: a children's story, a news item, a text as of a statute, and English ones."""

# ruff: noqa: E501 - texts as they are read

CHILDREN = """Kajsa har en katt. Katten heter Moss. Moss är grå och snäll.
En dag går Moss ut. Han ser en fågel på ett tak. Fågeln sjunger.
"Kom ner!" säger Moss. "Nej, du får komma upp!" säger fågeln.
Moss klättrar och klättrar. Då flyger fågeln sin väg.
Nu sitter Moss på taket. Han vågar inte gå ner. Kajsa hämtar en stege.
Pappa tar Moss i famnen. Sedan får katten mjölk i en skål."""

NEWS = """Kommunen lägger om hur den köper snöröjning. Från nästa vinter delas tätorten i åtta områden, så att även små åkerier ska kunna
vara med och tävla om uppdragen. Det beslutade tekniska nämnden på måndagen efter en lång debatt. Bakgrunden är att bara två företag
lämnade pris förra gången, trots att minst femton firmor i bygden har traktor och plog. Många av dem tyckte att papperen var krångliga
och att hela staden var för stor för en enda maskin. Nu hoppas politikerna att fler vågar försöka. Ordföranden Lena Ek räknar med att
kostnaden blir lägre när konkurrensen ökar. Oppositionen är inte lika säker och vill se en utvärdering redan efter första säsongen."""

STATUTE = """En upphandlande myndighet ska utesluta en leverantör från att delta i upphandlingen, om myndigheten genom en
kontroll enligt bestämmelserna om utredning av leverantörens förhållanden eller på annat sätt får kännedom om att leverantören enligt
lagakraftvunnen dom har dömts för brottslighet som innefattar bestickning, bedrägeri eller deltagande i kriminell organisation.
Är leverantören en juridisk person, ska leverantören uteslutas om en företrädare för den juridiska personen eller en person som ingår i
leverantörens förvaltnings-, lednings- eller kontrollorgan har dömts för sådan brottslighet. Myndigheten får dock underlåta att utesluta
leverantören om det är motiverat av tvingande hänsyn till allmänintresset eller om leverantören har vidtagit erforderliga åtgärder
för att visa sin tillförlitlighet och ersatt samtliga skador som orsakats genom överträdelsen."""

ENGLISH_PLAIN = """We buy snow clearing for the town. You can bid if you have a truck or a tractor. We split the town in eight parts.
Tell us your price for one hour. Send your bid by the first of May. Ring us if you want to ask."""

ENGLISH_LEGAL = """Economic operators participating in the negotiated procedure shall demonstrate, in accordance with the applicable
provisions regarding exclusion, that their organisational capabilities satisfy the proportionality requirements established by the
contracting authority, notwithstanding any contractual obligations previously undertaken towards administrative institutions."""
