"""Countries that write with Latin letters."""

from benchmarks.crm.wordlists.country import Country

DMY = ("{d:02d}/{m:02d}/{y:04d}", "{d}/{m}/{y:04d}", "{d:02d}-{m:02d}-{y:04d}")
DOTTED = ("{d:02d}.{m:02d}.{y:04d}", "{d}.{m}.{y:04d}", "{d:02d}.{m:02d}.{y2:02d}")

US = Country(
    code="US",
    weight=0.40,
    names="US USA United_States U.S.A.",
    cultures=(
        ("english", 0.76),
        ("spanish", 0.13),
        ("indian", 0.03),
        ("chinese", 0.025),
        ("italian", 0.015),
        ("arabic", 0.01),
        ("german", 0.01),
        ("korean", 0.01),
        ("polish", 0.01),
    ),
    calling="1",
    trunk="",
    mobile="A#######",
    landline=10,
    groups=((3, 3, 4), (3, 3, 4)),
    postcode="P##",
    line="{number} {street}{unit}",
    units=", Apt {u}| Apt {u}| #{u}| Unit {u}|, Apt. {u}| Ste {u}",
    streets="""Main Oak Park Maple Cedar Pine Elm Washington Lake Hill Walnut Spring North Ridge Church Willow Mill
    Sunset River
    Lincoln Jackson Franklin Madison Jefferson Highland Forest Cherry Chestnut Center Meadow Birch Hickory Dogwood
    Poplar Locust
    Magnolia Sycamore Valley Prospect Adams Monroe Grant College School Broad Front Market Union Liberty Laurel
    Holly Green
    Cottonwood Country_Club Fairview Hillcrest Lakeview Woodland Brookside Pleasant Summit Canyon Juniper Aspen
    Orchard Rose
    2nd 3rd 4th 5th 6th 7th 8th 9th 10th 11th 12th N_Main S_Main E_Oak W_Park N_1st Old_Mill Fox_Run Deer_Creek
    Stone_Bridge""",
    street_kinds="""Street/St Avenue/Ave Road/Rd Drive/Dr Lane/Ln Court/Ct Boulevard/Blvd Place/Pl Circle/Cir Way/Wy
    Terrace/Ter""",
    street_form="{name} {kind}",
    cities="""New York|NY=New York|100 101 102|212 646 917|New York City;NYC;Manhattan
    Los Angeles|CA=California|900 901|213 323|LA;L.A.
    Chicago|IL=Illinois|606 607|312 773|Chicgo
    Houston|TX=Texas|770 771|713 832|Huston
    Brooklyn|NY=New York|112|718 929|Brooklyn NY
    Phoenix|AZ=Arizona|850|602 480|Pheonix
    Philadelphia|PA=Pennsylvania|191|215 267|Philly;Phila
    San Antonio|TX=Texas|782|210|S. Antonio
    San Diego|CA=California|921|619 858|S Diego
    Dallas|TX=Texas|752 753|214 972|Dalas
    Austin|TX=Texas|787|512 737|Austn
    Jacksonville|FL=Florida|322|904|Jax
    Columbus|OH=Ohio|432|614|Colombus
    Charlotte|NC=North Carolina|282|704 980|Charlote
    Seattle|WA=Washington|981|206|Seatle
    Denver|CO=Colorado|802|303 720|Denvr
    Boston|MA=Massachusetts|021 022|617 857|Bostn
    Nashville|TN=Tennessee|372|615|Nashvile
    Portland|OR=Oregon|972|503 971|Portlnd
    Las Vegas|NV=Nevada|891|702 725|Vegas;LV
    Saint Louis|MO=Missouri|631|314|St. Louis;St Louis
    Minneapolis|MN=Minnesota|554|612|Mpls
    Miami|FL=Florida|331 332|305 786|Miami FL
    Atlanta|GA=Georgia|303|404 678|Atl
    Fort Worth|TX=Texas|761|817|Ft Worth;Ft. Worth
    Springfield|IL=Illinois|627|217|Springfld""",
    towns=(
        "Spring Green River Fair Clear Oak Maple Cedar Mill Brook Glen Lake West East New Pine Rock Stone Wood Clay",
        "field ville ton wood dale view port brook burg haven mont ford side land",
    ),
    dates=(
        "{m:02d}/{d:02d}/{y:04d}",
        "{m}/{d}/{y:04d}",
        "{m:02d}-{d:02d}-{y:04d}",
        "{mon} {d}, {y:04d}",
        "{m}/{d}/{y2:02d}",
    ),
    mail="""gmail.com yahoo.com hotmail.com outlook.com aol.com icloud.com comcast.net msn.com verizon.net att.net
    live.com""",
    company_forms="Inc LLC Corp Co Inc. Group",
    numbers_max=9800,
)

GB = Country(
    code="GB",
    weight=0.11,
    names="GB UK United_Kingdom England Great_Britain",
    cultures=(
        ("english", 0.83),
        ("indian", 0.07),
        ("arabic", 0.03),
        ("polish", 0.03),
        ("chinese", 0.01),
        ("italian", 0.01),
        ("french", 0.01),
        ("spanish", 0.01),
    ),
    calling="44",
    trunk="0",
    mobile="74######## 75######## 77######## 78######## 79########",
    landline=10,
    groups=((4, 6), (3, 3, 4)),
    postcode="P# *@@",
    line="{number} {street}{unit}",
    units=", Flat {u}|, Apt {u}| Flat {u}|, Unit {u}",
    streets="""High Station Church Victoria Park London Green Manor Kings Queens Mill Albert George York School
    North South Grange
    Windsor New Main West Springfield The Alexandra Chapel Richmond Stanley Highfield Clarence Broad Grove Oxford
    Cross Church
    Meadow Hill Orchard Cambridge Priory Elm Beech Oak Willow Garden Castle Bridge Nelson Wellington Woodlands
    St_Johns St_Marys""",
    street_kinds="""Street/St Road/Rd Avenue/Ave Lane/Ln Close/Cl Drive/Dr Gardens/Gdns Crescent/Cres Court/Ct
    Terrace/Terr Way/Way""",
    street_form="{name} {kind}",
    cities="""London|Greater London|N NW SE SW W E|20|Londn;Greater London
    Birmingham|West Midlands|B|121|B'ham
    Manchester|Greater Manchester|M|161|Manchster
    Leeds|West Yorkshire|LS|113|Leds
    Glasgow|Scotland|G|141|Glasgw
    Liverpool|Merseyside|L|151|L'pool
    Bristol|Avon|BS|117|Bristol City
    Sheffield|South Yorkshire|S|114|Shefield
    Edinburgh|Scotland|EH|131|Edinburg
    Leicester|Leicestershire|LE|116|Lester
    Cardiff|Wales|CF|29|Cardif
    Nottingham|Nottinghamshire|NG|115|Notts
    Newcastle upon Tyne|Tyne and Wear|NE|191|Newcastle;Newcastle-upon-Tyne
    Brighton|East Sussex|BN|127|Brighton & Hove""",
    towns=(
        "Ash Bur Chip Hart Wood Wal Thorn Kings Nor Sut Brad Wick Mel Stow Had Long Mar Ald Whit",
        "ford ton ham bury ley worth bridge don field stead ington wick",
    ),
    dates=(*DMY, "{d} {mon} {y:04d}", "{d:02d}/{m:02d}/{y2:02d}"),
    mail="""gmail.com hotmail.co.uk hotmail.com btinternet.com yahoo.co.uk outlook.com icloud.com sky.com live.co.uk
    aol.com""",
    company_forms="Ltd Limited PLC LLP Group",
)

DE = Country(
    code="DE",
    weight=0.10,
    names="DE Deutschland Germany GER",
    cultures=(
        ("german", 0.87),
        ("polish", 0.04),
        ("russian", 0.04),
        ("arabic", 0.02),
        ("italian", 0.015),
        ("greek", 0.015),
    ),
    calling="49",
    trunk="0",
    mobile="15######### 160####### 170####### 171####### 172####### 176####### 179#######",
    landline=10,
    groups=((3, 3, 4), (3, 3, 4)),
    postcode="P###",
    line="{street} {number}{unit}",
    units=", Whg. {u}| / {u}. OG| App. {u}",
    streets="""Haupt Schul Garten Dorf Bahnhof Berg Kirch Wald Ring Wiesen Linden Birken Feld Mühlen Amsel Rosen
    Schiller Goethe
    Friedrich Bach Industrie Park Tal Sonnen Mozart Beethoven Lessing Eichen Buchen Ahorn Tannen Kastanien Fichten
    Flieder Tulpen
    Nelken Finken Lerchen Drossel Meisen Markt Rathaus Post Brunnen Burg Schloss Weinberg Mittel Ost West Nord Süd
    Neue_ Alte_""",
    street_kinds="straße/str. weg/weg gasse/g. platz/pl. allee/all. ring/ring",
    street_form="{name}{kind}",
    cities="""Berlin|Berlin|10 12 13 14|30|Berlin-Mitte
    Hamburg|Hamburg|20 22|40|HH;Hamburg-Altona
    München|Bayern|80 81|89|Muenchen;Munich;Munchen
    Köln|Nordrhein-Westfalen|50 51|221|Koeln;Cologne;Koln
    Frankfurt am Main|Hessen|60 65|69|Frankfurt;Frankfurt/Main;Frankfurt a.M.
    Stuttgart|Baden-Württemberg|70|711|Stuttgart-West
    Düsseldorf|Nordrhein-Westfalen|40|211|Duesseldorf;Dusseldorf
    Leipzig|Sachsen|04|341|Leipzg
    Dortmund|Nordrhein-Westfalen|44|231|Dortmnd
    Bremen|Bremen|28|421|HB
    Dresden|Sachsen|01|351|Dresdn
    Nürnberg|Bayern|90|911|Nuernberg;Nuremberg
    Hannover|Niedersachsen|30|511|Hanover
    Freiburg im Breisgau|Baden-Württemberg|79|761|Freiburg;Freiburg i. Br.""",
    towns=(
        "Ober Unter Neu Alt Bad_ Groß Klein Wald Berg Wies Stein Lind Eich Rosen Königs Markt Hohen Nieder",
        "hausen dorf bach heim stadt feld kirchen berg burg ingen au bronn rode",
    ),
    dates=DOTTED,
    mail="""gmx.de web.de gmail.com t-online.de googlemail.com gmx.net freenet.de outlook.de yahoo.de hotmail.de
    icloud.com""",
    company_forms="GmbH AG GmbH_&_Co._KG KG e.K.",
    numbers_max=140,
)

FR = Country(
    code="FR",
    weight=0.07,
    names="FR France FRA",
    cultures=(("french", 0.87), ("arabic", 0.07), ("portuguese", 0.02), ("spanish", 0.02), ("italian", 0.02)),
    calling="33",
    trunk="0",
    mobile="6######## 7########",
    landline=9,
    groups=((1, 2, 2, 2, 2), (1, 2, 2, 2, 2)),
    postcode="P###",
    line="{number} {street}{unit}",
    units=", Appt {u}| Apt {u}| Bât {u}",
    streets="""de_l'Église de_la_Mairie du_Château des_Écoles Victor_Hugo de_la_Gare du_Moulin de_la_République
    Pasteur des_Lilas
    du_Stade Jean_Jaurès de_la_Fontaine Jules_Ferry du_Général_Leclerc des_Rosiers des_Acacias Gambetta de_Verdun
    de_Paris Émile_Zola
    Saint-Michel de_la_Liberté de_la_Paix des_Tilleuls de_la_Forêt Voltaire du_Lavoir des_Vignes de_la_Croix
    du_Bourg Nationale
    Carnot des_Peupliers Molière Lafayette du_Port de_Bretagne Mozart""",
    street_kinds="Rue/R. Avenue/Av. Boulevard/Bd Place/Pl. Chemin/Ch. Impasse/Imp. Allée/All. Route/Rte",
    street_form="{kind} {name}",
    cities="""Paris|Île-de-France|75|1|Paris Cedex
    Marseille|Provence|13|491|Marseilles
    Lyon|Rhône-Alpes|69|478|Lyons
    Toulouse|Occitanie|31|561|Tolouse
    Nice|Provence|06|493|Nise
    Nantes|Pays de la Loire|44|240|Nante
    Strasbourg|Grand Est|67|388|Strassbourg
    Montpellier|Occitanie|34|467|Montpelier
    Bordeaux|Nouvelle-Aquitaine|33|556|Bordaux
    Lille|Hauts-de-France|59|320|Lile
    Rennes|Bretagne|35|299|Renne
    Saint-Étienne|Rhône-Alpes|42|477|St Etienne;St-Étienne;Saint Etienne""",
    towns=(
        "Mont Beau Ville Château Neuf Bourg Roche Val Pont Bois Clair Grand Bel",
        "martin fort lieu neuve mont val fontaine roux court léger ac igny",
    ),
    dates=DMY,
    mail="""gmail.com orange.fr wanadoo.fr free.fr hotmail.fr yahoo.fr sfr.fr laposte.net outlook.fr live.fr
    icloud.com""",
    company_forms="SARL SA SAS EURL Groupe",
    numbers_max=150,
)

ES = Country(
    code="ES",
    weight=0.05,
    names="ES España Spain",
    cultures=(("spanish", 0.92), ("arabic", 0.04), ("italian", 0.02), ("english", 0.02)),
    calling="34",
    trunk="",
    mobile="6######## 71####### 72#######",
    landline=9,
    groups=((3, 3, 3), (3, 2, 2, 2)),
    postcode="P#*",
    line="{street}, {number}{unit}",
    units=", {u}º A|, piso {u}| {u} izq| {u}ºB",
    streets="""Mayor Real de_la_Constitución del_Sol San_José de_la_Paz Cervantes San_Juan Nueva del_Pilar Goya
    Velázquez de_Madrid
    Ramón_y_Cajal Colón Santa_María San_Miguel de_España Cruz del_Carmen San_Antonio de_la_Iglesia
    de_los_Reyes_Católicos Granada
    Sevilla Valencia de_las_Flores Castilla Aragón Murillo San_Francisco de_la_Estación Alta Baja del_Río Olivar""",
    street_kinds="Calle/C/ Avenida/Avda. Plaza/Pza. Paseo/Pº Camino/Cno. Ronda/Rda.",
    street_form="{kind} {name}",
    cities="""Madrid|Madrid|280|91|Madrid capital
    Barcelona|Cataluña|080|93|Barna;Bcn
    Valencia|Valencia|460|96|València
    Sevilla|Andalucía|410|954|Seville
    Zaragoza|Aragón|500|976|Saragossa
    Málaga|Andalucía|290|952|Malaga
    Murcia|Murcia|300|968|Mursia
    Palma de Mallorca|Baleares|070|971|Palma;Palma Mallorca
    Bilbao|País Vasco|480|94|Bilbo
    A Coruña|Galicia|150|981|La Coruña;Coruña
    Granada|Andalucía|180|958|Granda""",
    towns=(
        "Villa Torre Castel Mon Al Val Fuente Peña Navas",
        "nueva real blanca molinos verde hermosa dón legre cedo lucía rubia",
    ),
    dates=DMY,
    mail="gmail.com hotmail.com hotmail.es yahoo.es telefonica.net outlook.es outlook.com icloud.com ono.com",
    company_forms="S.L. S.A. SL SA S.L.U.",
    numbers_max=130,
)

IT = Country(
    code="IT",
    weight=0.05,
    names="IT Italia Italy",
    cultures=(("italian", 0.94), ("arabic", 0.02), ("chinese", 0.015), ("spanish", 0.01), ("russian", 0.015)),
    calling="39",
    trunk="",
    mobile="33######## 34######## 32######## 38########",
    landline=10,
    groups=((3, 3, 4), (2, 4, 4)),
    postcode="P##",
    line="{street} {number}{unit}",
    units=", int. {u}| int {u}|/{u}| scala {u}",
    streets="""Roma Garibaldi Mazzini Dante_Alighieri Cavour Verdi Marconi Matteotti Europa Kennedy Manzoni Leopardi
    Leonardo_da_Vinci
    IV_Novembre XX_Settembre della_Libertà Vittorio_Emanuele Milano Torino dei_Mille Gramsci San_Giovanni
    della_Repubblica Veneto
    Trieste Diaz Piave Carducci Pascoli Petrarca Galilei Puccini Rossini delle_Rose dei_Pini Nazionale del_Mare""",
    street_kinds="Via/V. Viale/V.le Piazza/P.zza Corso/C.so Vicolo/Vic. Largo/L.go",
    street_form="{kind} {name}",
    cities="""Roma|RM|001|06|Rome
    Milano|MI|201|02|Milan
    Napoli|NA|801|081|Naples
    Torino|TO|101|011|Turin
    Palermo|PA|901|091|Palrmo
    Genova|GE|161|010|Genoa
    Bologna|BO|401|051|Bolonia
    Firenze|FI|501|055|Florence
    Bari|BA|701|080|Barri
    Verona|VR|371|045|Verna
    Venezia|VE|301|041|Venice""",
    towns=(
        "Monte Castel Borgo Villa Torre Campo Rocca Ponte Val",
        "rosso franco vecchio nuovo marco giorgio verde bello lungo mare reale",
    ),
    dates=DMY,
    mail="gmail.com libero.it hotmail.it yahoo.it virgilio.it alice.it tiscali.it outlook.it icloud.com tim.it",
    company_forms="S.r.l. S.p.A. Srl SpA S.n.c.",
    numbers_max=140,
)

NL = Country(
    code="NL",
    weight=0.04,
    names="NL Nederland Netherlands Holland",
    cultures=(("dutch", 0.89), ("arabic", 0.05), ("german", 0.02), ("polish", 0.02), ("english", 0.02)),
    calling="31",
    trunk="0",
    mobile="61####### 62####### 64####### 65#######",
    landline=9,
    groups=((1, 8), (2, 3, 4)),
    postcode="P*# @@",
    line="{street} {number}{unit}",
    units="-{u}| {u}hs|-{u}bis| app. {u}",
    streets="""Kerk School Molen Dorps Nieuwe_ Oranje Wilhelmina Juliana Beatrix Prins_Hendrik Prinsen Heren Keizers
    Stations Hoofd Park
    Zuider Noorder Ooster Wester Linden Beuken Eiken Kastanje Berken Rozen Tulpen Lijster Merel Vondel Rembrandt
    Haven Haag Brink
    Markt Water Veld Wilgen""",
    street_kinds="straat/str laan/ln weg/wg plein/pln gracht/gr dijk/dk",
    street_form="{name}{kind}",
    cities="""Amsterdam|Noord-Holland|10|20|A'dam
    Rotterdam|Zuid-Holland|30|10|R'dam
    Den Haag|Zuid-Holland|25|70|'s-Gravenhage;The Hague
    Utrecht|Utrecht|35|30|Utrect
    Eindhoven|Noord-Brabant|56|40|Eindhove
    Groningen|Groningen|97|50|Grunn
    Tilburg|Noord-Brabant|50|13|Tillburg
    Almere|Flevoland|13|36|Almeer
    Nijmegen|Gelderland|65|24|Nymegen
    's-Hertogenbosch|Noord-Brabant|52|73|Den Bosch;s Hertogenbosch""",
    towns=(
        "Nieuw Oud Zand Water Hoog Noord Zuid Berg Bos Heer Duin Molen",
        "dorp veen burg wijk hoek kerk dam lo meer horst land voorde",
    ),
    dates=("{d:02d}-{m:02d}-{y:04d}", "{d}-{m}-{y:04d}", "{d:02d}/{m:02d}/{y:04d}"),
    mail="gmail.com hotmail.com ziggo.nl kpnmail.nl live.nl outlook.com planet.nl xs4all.nl home.nl icloud.com",
    company_forms="B.V. BV N.V. VOF Groep",
    numbers_max=220,
)

BR = Country(
    code="BR",
    weight=0.05,
    names="BR Brasil Brazil",
    cultures=(("portuguese", 0.91), ("italian", 0.04), ("german", 0.02), ("japanese", 0.02), ("arabic", 0.01)),
    calling="55",
    trunk="",
    mobile="A9########",
    landline=10,
    groups=((2, 5, 4), (2, 4, 4)),
    postcode="P###-***",
    line="{street}, {number}{unit}",
    units=", apto {u}| apt {u}| - ap. {u}",
    streets="""das_Flores São_José Quinze_de_Novembro Sete_de_Setembro Santos_Dumont Getúlio_Vargas Dom_Pedro_II
    Tiradentes São_João
    Santo_Antônio Duque_de_Caxias Rui_Barbosa Castro_Alves Primeiro_de_Maio da_Paz Brasil Amazonas Bahia Paraná
    Goiás das_Palmeiras
    dos_Ipês Santa_Catarina Rio_Branco Marechal_Deodoro Boa_Vista da_Liberdade do_Comércio Bela_Vista São_Pedro""",
    street_kinds="Rua/R. Avenida/Av. Travessa/Tv. Praça/Pç. Alameda/Al.",
    street_form="{kind} {name}",
    cities="""São Paulo|SP|01 04 05|11|Sao Paulo;S. Paulo;SP
    Rio de Janeiro|RJ|20 22|21|Rio;R. de Janeiro
    Brasília|DF|70|61|Brasilia
    Salvador|BA|40|71|Salvador da Bahia
    Fortaleza|CE|60|85|Fortalesa
    Belo Horizonte|MG|30|31|BH;B. Horizonte
    Curitiba|PR|80|41|Coritiba
    Recife|PE|50|81|Recif
    Porto Alegre|RS|90|51|P. Alegre
    Goiânia|GO|74|62|Goiania""",
    towns=(
        "Santa_ São_ Nova_ Campo_ Bom_ Rio_ Monte_ Barra_ Porto_ Serra_",
        "Rita Miguel Esperança Grande Jardim Verde Alegre Bonita Seguro Negra Luzia",
    ),
    dates=DMY,
    mail="gmail.com hotmail.com yahoo.com.br uol.com.br bol.com.br terra.com.br outlook.com ig.com.br icloud.com",
    company_forms="Ltda S.A. ME Ltda. EIRELI",
    numbers_max=1900,
)

PL = Country(
    code="PL",
    weight=0.03,
    names="PL Polska Poland",
    cultures=(("polish", 0.96), ("russian", 0.04)),
    calling="48",
    trunk="",
    mobile="50####### 60####### 66####### 69####### 79#######",
    landline=9,
    groups=((3, 3, 3), (2, 3, 2, 2)),
    postcode="P-#*#",
    line="{street} {number}{unit}",
    units="/{u}| m. {u}| m {u}| lok. {u}",
    streets="""Polna Leśna Słoneczna Krótka Szkolna Ogrodowa Lipowa Brzozowa Łąkowa Kwiatowa Kościelna Sosnowa
    Zielona Parkowa Akacjowa
    Kolejowa Mickiewicza Sienkiewicza Kościuszki Piłsudskiego Słowackiego Konopnickiej Mariacka Warszawska Krakowska
    Długa Wąska
    Nowa Wiejska Dworcowa Reymonta Kopernika 3_Maja Klonowa Spacerowa Wolności""",
    street_kinds="ul./ul aleja/al. plac/pl. osiedle/os.",
    street_form="{kind} {name}",
    cities="""Warszawa|mazowieckie|00 02|22|Warsaw;W-wa
    Kraków|małopolskie|30 31|12|Krakow;Cracow
    Łódź|łódzkie|90|42|Lodz
    Wrocław|dolnośląskie|50|71|Wroclaw;Breslau
    Poznań|wielkopolskie|60|61|Poznan
    Gdańsk|pomorskie|80|58|Gdansk
    Szczecin|zachodniopomorskie|70|91|Sczecin
    Lublin|lubelskie|20|81|Lubin
    Katowice|śląskie|40|32|Katowce""",
    towns=("Nowa_ Stara_ Biała_ Dolna_ Górna_ Wielka_ Mała_", "Wola Wieś Góra Ruda Sól Huta Dąbrowa Kuźnia Rzeka"),
    dates=DOTTED,
    mail="gmail.com wp.pl o2.pl onet.pl interia.pl op.pl poczta.fm vp.pl outlook.com",
    company_forms="Sp._z_o.o. S.A. sp.j. s.c.",
    numbers_max=120,
)
