"""German and Dutch names."""

from benchmarks.crm.wordlists.culture import Culture

GERMAN = Culture(
    male="""Hans Klaus Günter Peter Horst Manfred Karl Heinz Wolfgang Werner Jürgen Dieter Helmut Gerhard Siegfried
    Rolf
    Heinrich Friedrich Walter Kurt Herbert Ernst Otto Joachim Rudolf Wilhelm Johannes Josef Georg Franz |
    Thomas Michael Andreas Stefan Frank Markus Jörg Torsten Christian Matthias Martin Sven Ralf Oliver Bernd Uwe
    Holger
    Dirk Alexander Jens Carsten Ulrich Robert Rainer Norbert Volker Maximilian Sebastian Daniel Björn Tobias Jan |
    Lukas Leon Maximilian Alexander Paul Felix Jonas Tim Niklas Philipp Jan Luca Finn Julian Tobias Moritz Simon
    Fabian
    David Florian Jannik Elias Noah Ben Emil Anton Oskar Johannes Jakob Theo""",
    female="""Ursula Renate Helga Ingrid Karin Gisela Christa Monika Gerda Erika Waltraud Elisabeth Hildegard Edith
    Irmgard
    Brigitte Margarete Bärbel Ilse Anneliese Edeltraud Hannelore Rosemarie Käthe Ruth Maria Inge Elfriede |
    Sabine Susanne Petra Andrea Birgit Claudia Martina Nicole Anja Katrin Stefanie Heike Silke Tanja Kerstin Simone
    Anke
    Ulrike Sandra Angelika Cornelia Christine Daniela Katharina Gabriele Jutta Bettina Sonja Britta Manuela |
    Anna Lea Sarah Laura Julia Lisa Hannah Marie Lena Sophie Leonie Katharina Johanna Emma Mia Lina Emilia Clara Paula
    Charlotte Jana Franziska Vanessa Theresa Alina Nele Antonia Carla Frieda Jule""",
    surnames="""Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer
    Richter Klein
    Wolf Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Schmitt Werner Schmitz Krause Meier
    Lehmann
    Schmid Schulze Maier Köhler Herrmann König Walter Mayer Huber Kaiser Fuchs Peters Lang Scholz Möller Weiß Jung
    Hahn
    Schubert Vogel Friedrich Keller Günther Frank Berger Winkler Roth Beck Lorenz Baumann Franke Albrecht Schuster
    Simon
    Ludwig Böhm Winter Kraus Martin Schumacher Krämer Vogt Stein Jäger Otto Sommer Groß Seidel Heinrich Brandt Haas
    Schreiber Graf Schulte Dietrich Ziegler Kuhn Kühn Pohl Engel Horn Busch Bergmann Thomas Voigt Sauer Arnold Wolff
    von_Berg von_Stein von_der_Heide zu_Linden""",
    surname_tail=(
        """Alt Acker Auer Bach Berg Birk Blum Born Brand Breit Bruch Buch Burg Dorn Eich Eisen Feld Fels Fisch Gold
        Grün
        Hart Hasel Heid Hell Hirsch Hoch Holz Kalt Kirch Klee Korn Kreuz Lind Löwen Mühl Neu Nieder Ober Ost Rau
        Reich Rosen
        Rot Sand Schön Silber Sonn Stein Stern Stock Tal Tann Unter Wald Wasser Weid Wein Wester Wies Wind Winter""",
        """er mann bauer meier müller berger bacher hofer hauer feld stein thal ner mayr inger hagen huber wirth
        gruber egger
        schmidt kamp beck rath brink leitner""",
    ),
    given_tail=(
        "Karl- Hans- Klaus- Franz- Ernst- Georg- Fritz-",
        "Heinz Peter Dieter Josef Jürgen Werner Otto",
        "Anna Eva Ann- Marie- Lisa- Hanna- Rosa",
        "lena marie Kathrin Sophie Luise Christin",
    ),
    respellings="ei>ai ayr>eyr mann>man th>t sch>tsch ck>k d>dt berg>burg",
    nicknames="""Johannes: Hans Hannes; Friedrich: Fritz; Wilhelm: Willi; Heinrich: Heinz Heiner; Josef: Sepp Jupp;
    Thomas: Tom; Michael: Michi; Andreas: Andi; Stefan: Steffen; Matthias: Matze; Alexander: Alex; Sebastian: Basti;
    Maximilian: Max; Tobias: Tobi; Philipp: Phil; Joachim: Jochen; Ulrich: Uli; Georg: Schorsch; Rudolf: Rudi;
    Christian: Chris; Katharina: Kathi Käthe; Elisabeth: Lisa Sissi Elli; Stefanie: Steffi; Susanne: Susi; Gabriele:
    Gabi;
    Ulrike: Uli; Margarete: Grete Gretel; Johanna: Hanna; Franziska: Franzi; Angelika: Geli; Cornelia: Conny;
    Theresa: Resi;
    Christine: Christl; Antonia: Toni; Charlotte: Lotte; Manuela: Manu""",
    middle=0.12,
    double=0.05,
)

DUTCH = Culture(
    male="""Johannes Jan Cornelis Hendrik Willem Pieter Gerrit Jacobus Dirk Antonius Petrus Theodorus Arie Klaas Wim
    Kees
    Henk Piet Adrianus Bernardus Franciscus Evert |
    Peter Johan Marcel Erik Ronald Robert Patrick Richard Michel Edwin Dennis Martijn Jeroen Frank Arjan Marco René
    Bas
    Sander Bart Vincent Maarten Wouter Paul Mark |
    Daan Thijs Lars Sem Tim Jesse Bram Thomas Luuk Ruben Stijn Niels Rick Milan Finn Jayden Lucas Levi Noah Max Sven
    Teun
    Gijs Joris Koen""",
    female="""Maria Johanna Anna Cornelia Elisabeth Wilhelmina Hendrika Catharina Adriana Jacoba Petronella Grietje
    Trijntje
    Geertruida Margaretha Riet Truus Corrie Annie Ria |
    Monique Sandra Esther Karin Petra Marjolein Ingrid Astrid Yvonne Mirjam Saskia Wendy Linda Nicole Anita Marieke
    Angelique Bianca Brigitte Annemarie Femke Ellen Inge |
    Anouk Lotte Sanne Emma Julia Lisa Sophie Iris Fleur Femke Anne Eva Isa Lieke Roos Noa Maud Tess Lynn Floor Jasmijn
    Britt Amber Nienke Merel""",
    surnames="""de_Jong Jansen de_Vries van_den_Berg van_Dijk Bakker Janssen Visser Smit Meijer de_Boer Mulder
    de_Groot Bos Vos
    Peters Hendriks van_Leeuwen Dekker Brouwer de_Wit Dijkstra Smits de_Graaf van_der_Meer van_der_Linden Kok Jacobs
    de_Haan
    Vermeulen van_den_Heuvel van_der_Veen van_den_Broek de_Bruijn de_Bruin van_der_Heijden Schouten van_Beek Willems
    van_Vliet
    van_de_Ven Hoekstra Maas Verhoeven Koster van_Dam van_der_Wal Prins Blom Huisman Peeters de_Jonge Kuipers van_Veen
    Post Kuiper Veenstra Kramer van_den_Brink Scholten van_Wijk Postma Martens Vink de_Ruiter Timmermans Groen
    Gerritsen
    Jonker van_Loon Boer van_der_Velde Willemsen Smeets de_Lange de_Vos Bosch van_Dongen""",
    surname_tail=(
        """Ach Berk Beuk Boom Brink Broek Dijk Does Eik Els Geest Goor Haar Heer Heide Hof Hoog Kamp Kerk Klei Laan
        Leeuw Linde
        Loo Meer Molen Nieuw Noord Oost Oude Polder Rijn Ruit Schaap Sloot Steen Veld Velde Ven Water Weide Wiel
        Wijn Zand
        van_de_Wa van_der_Ho van_Ri ten_Ha ter_Ma van_der_Ploe""",
        "stra ma man sma ers horst hof huis veld kamp burg wijk laar rode boer inga ing sen mans link gaard tsma ker",
    ),
    given_tail=(
        "Jan- Pieter- Willem- Klaas- Jan_ Bert-",
        "Willem Jaap Bart Hein Jan Kees",
        "Anne- Marie- Ann Elise Jo",
        "lies mieke louise fien lotte wietske",
    ),
    respellings="ij>y oo>o ee>e k>c ks>x huis>huys",
    nicknames="""Johannes: Jan Hans Johan; Cornelis: Cor Kees; Hendrik: Henk Rik; Willem: Wim; Pieter: Piet; Gerrit:
    Gert;
    Jacobus: Jaap Koos; Antonius: Toon Ton; Petrus: Piet Peter; Theodorus: Theo; Adrianus: Ad Arie; Franciscus: Frans;
    Bernardus: Ben; Maria: Ria Mia Marijke; Johanna: Jo Hanneke; Cornelia: Corrie Cora; Elisabeth: Lies Els Betty;
    Wilhelmina: Mina Willy; Hendrika: Riek Rika; Catharina: Toos Trijn; Adriana: Jana; Jacoba: Coba; Margaretha:
    Greet Margriet;
    Thomas: Tom; Robert: Rob; Martijn: Tijn; Angelique: Angel; Annemarie: Anne""",
    middle=0.2,
    spouse_shares=0.6,
    double=0.08,
)
