"""What the officers of the sample year wrote the morning after."""

from __future__ import annotations

GOOD = (
    "Bra drag runt bordet hela tiden. Flygbladen gick åt.",
    "Många nya ansikten, och flera frågade själva om nästa upphandling.",
    "Att stå två och två fungerade: en pratade, en antecknade.",
    "Frågestunden. Tre företag stannade kvar en halvtimme.",
    "Vi hann med alla utom två på mötesbladet.",
    "Verksamheten var med och kunde svara på detaljfrågor.",
)
HARD = (
    "Svårt att höra varandra när musiken började.",
    "Surfplattan laddade ur efter lunch.",
    "Flera visste inte vad ett anbudsområde är. Vi behöver enklare ord.",
    "Kön vid incheckningen första kvarten.",
    "Vi fastnade länge med några få och missade andra.",
    "Ingen av oss hade förlängningssladden.",
)
HEARD = (
    "Kraven på omsättning stänger ute de små, säger tre oberoende av varandra.",
    "Anbudstiden i december är omöjlig för hantverkarna.",
    "De vill veta volymen per område innan de räknar.",
    "Betaltiden är viktigare än priset för de minsta.",
    "Två kan tänka sig att lämna anbud tillsammans om vi visar hur.",
    "Systemet för att lämna anbud upplevs som krångligt första gången.",
)
CHANGE = (
    "Ta med fler visitkort och ett extra batteri.",
    "En kortare dragning och mer tid för frågor.",
    "Skicka frågorna i förväg.",
    "Boka bordet närmare entrén.",
    "Bjud in branschföreningen tidigare.",
    "Låt ett företag som vunnit berätta själv.",
)
