"""French, Spanish, Italian and Portuguese names."""

from benchmarks.crm.wordlists.culture import Culture

FRENCH = Culture(
    male="""Jean Michel Pierre André Jacques Claude Bernard Gérard René Roger Marcel Robert Daniel Guy Louis Georges
    Henri
    Maurice Raymond Lucien Serge Paul Alain Christian Yves Roland |
    Philippe Christophe Stéphane Laurent Frédéric Nicolas Olivier David Éric Pascal Thierry Patrick Sébastien Jérôme
    Bruno
    Vincent Franck Cédric Fabrice Didier Gilles François Xavier Benoît Hervé Yann Julien |
    Thomas Lucas Théo Hugo Maxime Antoine Alexandre Quentin Clément Romain Enzo Léo Louis Nathan Mathis Baptiste Jules
    Arthur Gabriel Raphaël Valentin Florian Corentin Kévin Adam Noé""",
    female="""Marie Jeanne Monique Françoise Jacqueline Nicole Denise Madeleine Yvette Simone Paulette Odette
    Suzanne Thérèse
    Colette Michèle Danielle Josette Ginette Hélène Andrée Bernadette Huguette Annie |
    Nathalie Isabelle Sylvie Catherine Valérie Sandrine Christine Véronique Stéphanie Céline Sophie Virginie Karine
    Laurence
    Corinne Florence Delphine Anne Martine Patricia Brigitte Aurélie Laetitia Élodie |
    Léa Manon Camille Chloé Emma Marie Pauline Océane Sarah Laura Inès Mathilde Julie Clara Lucie Jade Louise Alice
    Anaïs
    Margaux Marine Juliette Zoé Éva Lola Noémie""",
    surnames="""Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel
    Garcia
    David Bertrand Roux Vincent Fournier Morel Girard André Lefèvre Mercier Dupont Lambert Bonnet François Martinez
    Legrand
    Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel Nicolas Perrin Morin Mathieu Clément Gauthier Dumont
    Lopez
    Fontaine Chevalier Robin Masson Sanchez Gérard Nguyen Boyer Denis Lemaire Duval Joly Gautier Roger Roche Roy
    Noël Meyer
    Lucas Meunier Jean Perez Marchand Dufour Blanchard Marie Barbier Brun Dumas Brunet Schmitt Leroux Colas Fernandez
    de_La_Tour de_Villiers du_Bois Le_Goff Le_Gall d'Arcy""",
    surname_tail=(
        """Beau Bel Ber Bon Bour Bou Cail Car Cha Cham Char Cor Cou Dar Del Des Du Fau Fer Fon Gar Gau Ger Gon Gran
        Gui Jou La
        Lam Lan Le Mal Mar Mon Mou Na Par Per Pi Poi Pon Ra Re Ri Rou Sa Sau Ter Tho Va Ver Vil""",
        """vier rand mont ville champ neau reau let gnon court chet tier dier get ret lin card din nier bert vel
        quet bois zac
        chon sson ffroy geon chard tel""",
    ),
    given_tail=(
        "Jean- Pierre- Marc- Louis- Charles-",
        "Pierre Claude Luc Paul Marc Louis François Philippe Antoine Baptiste",
        "Marie- Anne- Rose- Lou-",
        "Claude Laure Christine France Thérèse Anne Sophie Line Hélène Pierre",
    ),
    respellings="s>ss eau>aud t>tt ier>yer i>y et>ey",
    nicknames="""Alexandre: Alex; Nicolas: Nico; Christophe: Chris; Stéphane: Steph; Frédéric: Fred; Sébastien: Seb;
    Philippe: Phil; Laurent: Lolo; Maxime: Max; Antoine: Tony; Thomas: Tom; Patrick: Pat; Benoît: Ben; Daniel: Dany;
    Stéphanie: Steph; Catherine: Cathy; Véronique: Véro; Isabelle: Isa; Nathalie: Nath; Sandrine: Sandy; Valérie: Val;
    Delphine: Delph; Mathilde: Mat; Camille: Cam; Jacqueline: Jacotte; Élodie: Élo; Virginie: Ginie; Suzanne: Suzy""",
    middle=0.12,
    double=0.06,
)

SPANISH = Culture(
    male="""José Antonio Manuel Francisco Juan Pedro Luis Ángel Miguel Jesús Rafael Vicente Ramón Joaquín Andrés
    Enrique
    Fernando Julio Emilio Tomás Alfonso Salvador Felipe Domingo |
    David Javier Carlos Juan Francisco Daniel José Miguel Alberto Sergio Jorge Fernando Óscar Rubén Raúl Pablo Jesús
    Roberto
    Ricardo Eduardo Víctor Iván Álvaro Ignacio Ramón Diego Marcos Gustavo |
    Alejandro Pablo Daniel Álvaro Adrián David Hugo Javier Diego Mario Sergio Marcos Lucas Martín Iker Jorge Nicolás
    Carlos
    Mateo Sebastián Santiago Samuel Leonardo Emiliano Gonzalo""",
    female="""María Carmen Josefa Dolores Isabel Francisca Antonia Ana Pilar Concepción Mercedes Rosario Teresa
    Juana Encarnación
    Manuela Luisa Ángeles Consuelo Rosa Esperanza Amparo |
    María Ana Cristina Marta Laura Mónica Susana Raquel Patricia Beatriz Silvia Eva Elena Sonia Yolanda Nuria
    Verónica Rocío
    Gloria Montserrat Esther Olga Alicia Claudia Guadalupe |
    Lucía María Paula Laura Marta Andrea Alba Sara Ana Nerea Claudia Carla Julia Daniela Sofía Irene Carmen Valeria
    Camila
    Martina Ximena Valentina Alejandra Noelia""",
    surnames="""García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Martín Jiménez Hernández Ruiz
    Díaz Moreno
    Muñoz Álvarez Romero Gutiérrez Alonso Navarro Torres Domínguez Ramos Vázquez Ramírez Gil Serrano Morales Molina
    Blanco
    Suárez Castro Ortega Delgado Ortiz Marín Rubio Núñez Medina Sanz Castillo Iglesias Cortés Garrido Santos
    Guerrero Lozano
    Cano Cruz Méndez Flores Prieto Herrera Peña León Márquez Cabrera Gallego Calvo Vidal Campos Reyes Vega Fuentes
    Carrasco
    Aguilar Caballero Nieto Santana Vargas Pascual Giménez Herrero Hidalgo Montero Lorenzo Santiago Benítez Durán
    Ibáñez
    Arias Mora Ferrer Carmona de_la_Cruz de_la_Fuente del_Río de_León Ríos Rivera Chávez Mendoza Salazar""",
    surname_tail=(
        """Al Are Arri Ba Bal Bar Be Ber Bus Ca Cal Car Casti Ce Co Cor Eche El Esco Ga Go Gu Iba Iz La Le Li Lo Ma
        Mal Man Me
        Mi Mon Mora Na No O Ola Or Pa Pe Que Re Ro Sa Sala Se So Ta Te To U Va Ve Vi Villa Za Zu""",
        """rrieta lde bal ndo rdo llo ño ra za dal ga guren niega ñez sco rte tegui vares zar cedo lero rejo bello
        nueva real
        varro mar gosa ñana quez ntes""",
    ),
    given_tail=(
        "José_ Juan_ Luis_ Miguel_ Francisco_ Jesús_",
        "Antonio Luis Carlos Manuel Ángel Ramón Javier María Alberto Miguel",
        "María_ Ana_ Rosa_ Luz_",
        "José Carmen Pilar Isabel Teresa Jesús Luisa Belén Dolores Elena",
    ),
    respellings="z>s v>b ll>y j>x i>y qu>k",
    nicknames="""José: Pepe; Francisco: Paco Fran Curro; Manuel: Manolo; Antonio: Toño Toni; Ignacio: Nacho; Jesús:
    Chus;
    Enrique: Quique; Alejandro: Álex; Guadalupe: Lupe; Rafael: Rafa; Javier: Javi; Daniel: Dani; Alberto: Berto;
    Eduardo: Edu; Santiago: Santi; Sebastián: Sebas; Fernando: Nando; Dolores: Lola; Concepción: Concha; María: Mari
    Maruja;
    Mercedes: Merche; Rosario: Charo; Josefa: Pepa; Francisca: Paca; Isabel: Isa; Teresa: Tere; Montserrat: Montse;
    Cristina: Cris; Beatriz: Bea; Patricia: Patri; Consuelo: Chelo; Encarnación: Encarna; Alejandra: Ale""",
    flatness=5.0,
    spouse_shares=0.05,
    double=0.75,
    middle=0.08,
)

ITALIAN = Culture(
    male="""Giuseppe Giovanni Antonio Mario Luigi Francesco Angelo Vincenzo Pietro Salvatore Carlo Franco Domenico
    Bruno Paolo
    Michele Giorgio Aldo Sergio Luciano Renato Raffaele |
    Marco Andrea Alessandro Stefano Roberto Massimo Luca Paolo Fabio Maurizio Claudio Davide Daniele Gianluca Simone
    Cristian
    Riccardo Enrico Federico Giancarlo Alberto Matteo |
    Francesco Alessandro Lorenzo Andrea Matteo Mattia Gabriele Leonardo Riccardo Davide Tommaso Luca Federico Simone
    Giacomo
    Edoardo Filippo Samuele Pietro Nicolò""",
    female="""Maria Anna Giuseppina Rosa Angela Giovanna Teresa Lucia Carmela Caterina Antonietta Francesca Rita
    Carla Luisa Franca
    Elena Concetta Vincenza Graziella |
    Paola Laura Barbara Monica Stefania Cristina Daniela Simona Elena Francesca Silvia Roberta Alessandra Patrizia
    Sabrina
    Manuela Federica Antonella Valentina Chiara |
    Giulia Sofia Martina Sara Chiara Aurora Giorgia Alice Francesca Anna Emma Elisa Alessia Gaia Greta Beatrice
    Ginevra Vittoria
    Matilde Noemi""",
    surnames="""Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De_Luca
    Mancini Costa
    Giordano Rizzo Lombardi Moretti Barbieri Fontana Santoro Mariani Rinaldi Caruso Ferrara Galli Martini Leone
    Longo Gentile
    Martinelli Vitale Lombardo Serra Coppola De_Santis D'Angelo Marchetti Parisi Villa Conte Ferraro Ferri Fabbri
    Bianco
    Marini Grasso Valentini Messina Sala De_Angelis Gatti Pellegrini Palumbo Sanna Farina Rizzi Monti Cattaneo Morelli
    Amato Silvestri Mazza Testa Grassi Pellegrino Carbone Giuliani Benedetti Barone Rossetti Caputo Montanari Guerra
    Di_Stefano D'Amico Di_Marco Della_Valle Lo_Presti""",
    surname_tail=(
        """Al Ba Bar Bel Ber Bo Bon Bra Ca Cal Can Car Cas Ce Co Cor Da Fal Fan Fe Fi For Ga Gar Ghi Gra Gual La Lan
        Lu Ma Mal
        Man Mar Me Mo Mon Na Ne Pa Pal Pe Pi Po Ra Ro Sal San Sca Se Spa Ta To Tra Va Ven Vi Za""",
        """lini retti nelli rdi scia ldi tti ghetti rucci glia lotti tano cci mboli rini doni ssi gnoli zzi netto
        rolo stelli
        varo bello valli ferro monte lucci""",
    ),
    given_tail=(
        "Gian Pier Giam Gio_ Carlo_",
        "franco paolo luigi carlo marco battista piero maria mario",
        "Maria_ Anna Rosa Maria",
        "Grazia Teresa Luisa Pia Rita Elena lisa lina",
    ),
    respellings="tt>t zz>z ll>l cc>c i>o gn>ni",
    nicknames="""Giuseppe: Beppe Peppe Pino; Giovanni: Gianni Nanni; Francesco: Franco Checco; Antonio: Toni Nino;
    Luigi: Gigi;
    Salvatore: Totò Salvo; Vincenzo: Enzo; Domenico: Mimmo; Alessandro: Ale Sandro; Raffaele: Lello; Roberto: Roby;
    Federico: Fede; Riccardo: Ricky; Giuseppina: Pina; Francesca: Franca; Giovanna: Gianna; Antonietta: Etta;
    Alessandra: Sandra;
    Valentina: Vale; Federica: Fede; Elisabetta: Betta; Caterina: Rina; Daniela: Dani; Teresa: Resi""",
    spouse_shares=0.15,
    double=0.03,
)

PORTUGUESE = Culture(
    male="""José João Antônio Francisco Manoel Pedro Sebastião Luiz Raimundo Geraldo Paulo Joaquim Benedito Jorge
    Carlos Osvaldo
    Mário Milton |
    Marcelo Carlos Paulo Marcos Luiz Ricardo Fernando Fábio Rodrigo Alexandre André Eduardo Sérgio Rogério Roberto
    Anderson
    Adriano Leandro Cláudio Márcio |
    Lucas Gabriel Matheus João Pedro Rafael Guilherme Gustavo Felipe Bruno Vinícius Leonardo Thiago Caio Arthur
    Miguel Davi
    Enzo Murilo Diego""",
    female="""Maria Ana Antônia Francisca Terezinha Josefa Luzia Aparecida Raimunda Rita Sebastiana Tereza Helena
    Conceição Lourdes
    Marlene Vera Neusa |
    Ana Adriana Patrícia Márcia Sandra Cláudia Luciana Juliana Simone Fernanda Aline Renata Cristina Vanessa Andréia
    Daniela
    Rosângela Mônica Débora Sônia |
    Maria Júlia Ana Beatriz Letícia Larissa Gabriela Mariana Amanda Isabela Camila Bruna Laura Luana Sophia Alice
    Manuela Yasmin
    Giovanna Rafaela""",
    surnames="""da_Silva dos_Santos Oliveira de_Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro
    Martins Carvalho
    Almeida Lopes Soares Fernandes Vieira Barbosa Rocha Dias Nascimento Andrade Moreira Nunes Marques Machado Mendes
    Freitas
    Cardoso Ramos Gonçalves Santana Teixeira Araújo Pinto Moura Cavalcanti Correia Batista Melo Campos Castro
    Monteiro Miranda
    Cruz Reis Duarte Borges Cunha Barros Coelho Azevedo Farias Fonseca Siqueira Tavares Macedo Pires Xavier
    Guimarães Assis
    Figueiredo Sales Amaral Bezerra Leite Brito Medeiros da_Costa de_Almeida de_Oliveira do_Nascimento""",
    surname_tail=(
        """Ab Al Am Ar As Ba Bar Be Bor Bra Ca Cal Car Cas Co Cor Cou Da Fa Fi Fra Ga Go Gui La Le Lo Ma Mar Me Mo
        Mou Na No Pa
        Pe Pi Por Que Ra Re Ro Sa Sal Se Sou Ta Te To Va Ve Vi""",
        """reira lho nha tinho deira zende beiro rinha gues drade valho mento zeiro tosa veira ndes ssos queira
        tugal xoto
        nhães doso çal""",
    ),
    given_tail=(
        "João_ José_ Luiz_ Carlos_ Wel Ed Jo Van",
        "Pedro Carlos Paulo Henrique Eduardo son milson derson",
        "Maria_ Ana_ Jo Ro Van Ed",
        "Clara Luiza Eduarda Paula Carolina Cecília sângela iane ilda",
    ),
    respellings="z>s ç>ss lh>li i>y",
    nicknames="""José: Zé Zeca; João: Joca; Francisco: Chico; Antônio: Toninho Tonho; Luiz: Lula; Carlos: Carlinhos;
    Paulo: Paulinho; Roberto: Beto; Eduardo: Dudu Edu; Rafael: Rafa; Gabriel: Biel; Gustavo: Guga; Guilherme: Gui;
    Alexandre: Alê Xande; Fernando: Nando; Felipe: Lipe; Leonardo: Léo; Maria: Mariazinha; Gabriela: Gabi; Isabela:
    Bela;
    Fernanda: Fê; Juliana: Ju; Beatriz: Bia; Letícia: Lê; Terezinha: Tereza; Francisca: Chica; Patrícia: Pati;
    Mariana: Mari""",
    flatness=4.0,
    spouse_shares=0.55,
    double=0.45,
)
