"""Names of people, places and streets to draw from."""

from __future__ import annotations

WOMEN = tuple(
    "Agneta Alma Amanda Amira Anette Anita Anna Annika Astrid Barbro Birgitta Britta Carina Cecilia Charlotta Daniela Ebba "
    "Elin Elisabet Ellen Elsa Emma Erika Eva Fatima Frida Gunilla Hanna Helena Helene Ida Inger Ingrid Jasmina Jenny "
    "Johanna Josefin Julia Karin Katarina Kerstin Klara Kristina Lena Leyla Linda Linnea Lisa Lotta Louise Madeleine "
    "Magdalena Maja Malin Maria Marie Marita Mona Monika Nina Olga Parisa Pernilla Pia Rebecka Sara Siv Sofia Susanne "
    "Tove Ulla Ulrika Vera Viktoria Ylva Yvonne Zahra Åsa".split()
)

MEN = tuple(
    "Adam Ahmed Albin Alexander Anders Andreas Anton Arvid Axel Bengt Bertil Bo Börje Christer Dan Daniel David Dragan "
    "Einar Emil Erik Fredrik Gunnar Gustav Göran Hans Hassan Henrik Håkan Ibrahim Ingemar Ivan Jakob Jan Jens Jesper "
    "Joakim Johan Johannes Jonas Karl Kent Kjell Klas Kristoffer Lars Leif Lennart Linus Magnus Marcus Martin Mats "
    "Mattias Mikael Mohammed Nils Niklas Olle Olof Oskar Patrik Per Peter Petter Rickard Robert Robin Roger Rolf Samuel "
    "Sebastian Simon Stefan Sten Sven Thomas Tobias Tomas Torbjörn Ulf Urban Viktor Yusuf Åke Örjan".split()
)

FAMILIES = tuple(
    "Abrahamsson Ahlgren Alfredsson Almqvist Andersson Aronsson Axelsson Backlund Bengtsson Berg Bergdahl Bergkvist "
    "Berglund Bergström Björk Björklund Blom Blomberg Boström Brandt Brolin Byström Carlsson Dahl Dahlberg Dahlström "
    "Danielsson Demir Edlund Edström Ek Ekblom Eklund Ekström Elfving Engström Englund Eriksson Falk Farah Forsberg "
    "Forslund Forsman Fransson Fredriksson Frisk Granath Grahn Gustafsson Haddad Hagberg Hansson Hedberg Hedin Hedlund "
    "Hedman Hellberg Hellström Henriksson Hermansson Hjort Holm Holmberg Holmgren Hult Hägg Hägglund Höglund Isaksson "
    "Jakobsson Jansson Johansson Jonsson Jovanović Karlsson Kjellberg Kovač Krantz Lagergren Larsson Lind Lindahl Lindberg "
    "Lindell Lindgren Lindholm Lindström Ljung Ljungqvist Lund Lundberg Lundgren Lundin Lundmark Löfgren Löfqvist Magnusson "
    "Malm Malmström Mattsson Melin Moberg Modin Molin Månsson Mårtensson Nielsen Nilsson Norberg Nordin Nordström Norell "
    "Nyberg Nygren Nyman Nyström Näslund Olofsson Olsson Palm Persson Petersson Pettersson Ramström Rask Rosén Rydberg "
    "Rönnqvist Sandberg Sandin Sandström Selin Sjöberg Sjödin Sjögren Sjöström Skoglund Stenberg Stenmark Ström Strömberg "
    "Sundberg Sundin Sundqvist Svanberg Svensson Söderberg Söderlund Söderström Tahir Thorén Törnqvist Viklund Vikström "
    "Wahlström Wallin Westerlund Westman Wiberg Wikström Åberg Åkerlund Åkesson Åström Ödman Öberg Öhman Östlund Östman".split()
)

#: Villages of Älvbro; postal codes of a series that is not in use.
VILLAGES = (
    ("Älvbro", "799 10"),
    ("Älvbro", "799 11"),
    ("Älvbro", "799 12"),
    ("Kvarnåsen", "799 20"),
    ("Hällmyra", "799 21"),
    ("Stenbrovik", "799 22"),
    ("Lövhyttan", "799 23"),
    ("Björkhöjden", "799 24"),
    ("Östra Forsby", "799 25"),
    ("Tallmossen", "799 26"),
    ("Åshult", "799 27"),
    ("Ängsfors", "799 28"),
)

#: Neighbours that exist: SCB's code, town, a postal code of the town, and how often a company lies there.
NEIGHBOURS = (
    ("2061", "Smedjebacken", "777 30", 9),
    ("2085", "Ludvika", "771 30", 12),
    ("2081", "Borlänge", "784 30", 14),
    ("2080", "Falun", "791 30", 12),
    ("2082", "Säter", "783 30", 6),
    ("2083", "Hedemora", "776 30", 6),
    ("2084", "Avesta", "774 30", 5),
    ("2026", "Djurås", "785 61", 4),
    ("2029", "Leksand", "793 30", 4),
    ("2062", "Mora", "792 30", 3),
    ("2021", "Vansbro", "786 31", 3),
)

STREETS = tuple(
    "Storgatan Industrivägen Hantverkargatan Verkstadsgatan Kvarngatan Stationsgatan Bruksgatan Smedjegatan Företagsvägen "
    "Norra_Ringvägen Älvgatan Masugnsvägen Skogsvägen Sågvägen Mejerigatan Tallvägen Kopparvägen Järnvägsgatan "
    "Lasarettsvägen Gruvvägen".split()
)

#: The first word of company names that are called after no family.
FANCIES = tuple(
    "Älvdals Älvbro Norrskens Furu Granit Brofäste Kvarnås Hällmyra Stenbro Lövhytte Forsby Ängsfors Åshult Nordan Silver "
    "Kopparbergs Myrstens Tallmo Björkhöjdens Siljans Bergslagens Dalälvens Hyttans Tunabygdens Västanfors Solgläntans "
    "Tre_Broar Röda_Kvarnen Blå_Porten Vita_Bandet Fyra_Årstider Nya_Torgets Gamla_Hyttans Östra_Älvens Sjöängens".split()
)
