"""Polish, Russian and Ukrainian, and Greek names; the last three in their own script, transliterated by rule."""

from benchmarks.crm.wordlists.culture import Culture

POLISH = Culture(
    male="""Jan Stanisław Józef Tadeusz Jerzy Zbigniew Ryszard Kazimierz Andrzej Henryk Marian Zdzisław Edward
    Mieczysław
    Bogdan Eugeniusz Czesław Wiesław Wacław Zygmunt |
    Piotr Krzysztof Tomasz Paweł Marcin Andrzej Marek Grzegorz Jacek Rafał Robert Dariusz Mariusz Artur Wojciech
    Sławomir
    Adam Maciej Łukasz Jarosław Przemysław |
    Jakub Mateusz Kacper Michał Dawid Kamil Patryk Filip Bartosz Szymon Dominik Adrian Wiktor Antoni Franciszek
    Aleksander
    Mikołaj Igor Oskar Hubert""",
    female="""Maria Janina Zofia Krystyna Helena Irena Stanisława Barbara Danuta Teresa Halina Jadwiga Genowefa
    Kazimiera Wanda
    Henryka Czesława Urszula Zdzisława |
    Anna Małgorzata Agnieszka Katarzyna Ewa Joanna Monika Iwona Beata Dorota Renata Magdalena Aneta Edyta Sylwia
    Aleksandra
    Marzena Izabela Bożena Jolanta |
    Julia Wiktoria Natalia Zuzanna Aleksandra Oliwia Maja Zofia Karolina Weronika Martyna Patrycja Paulina Kinga
    Klaudia Amelia
    Lena Hanna Alicja Gabriela""",
    surnames="""Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak
    Dąbrowski Kozłowski
    Jankowski Mazur Wojciechowski Kwiatkowski Krawczyk Kaczmarek Piotrowski Grabowski Zając Pawłowski Michalski Król
    Wieczorek
    Jabłoński Wróbel Nowakowski Majewski Olszewski Stępień Malinowski Jaworski Adamczyk Dudek Nowicki Pawlak Górski
    Witkowski
    Walczak Sikora Baran Rutkowski Michalak Szewczyk Ostrowski Tomaszewski Pietrzak Zalewski Wróblewski Marciniak
    Jasiński
    Sadowski Zawadzki Bąk Jakubowski Włodarczyk Duda Chmielewski Borkowski Czarnecki Sawicki Sokołowski Urbański
    Kubiak
    Maciejewski Szczepański Kucharski Wilk Kalinowski Lis Mazurek Wysocki Kołodziej Kaźmierczak Sobczak""",
    surname_tail=(
        """Bar Bed Biel Bor Bran Brzo Bud Chle Chmur Czaj Dar Dob Dom Droz Fal Gaj Gal Gład Goł Graj Grom Jar Jas
        Jele Kal Kar
        Kas Kier Klim Kon Kos Kras Kruk Kul Kwa Lip Łub Mal Mar Mie Miel Mor Mus Nie Ol Or Pal Pie Pło Pod Ros Rud
        Ryb Sik Sko
        Sob Sta Stru Such Szcze Świe Tar Tom Tru Wal War Wie Wil Wol Zab Zar Żur""",
        "owski ewski iński ecki icki czyk czak ak ek ik owicz ewicz asiak uk ura acz oń uch ej ała",
    ),
    given_tail=(
        "Rado Miro Sta Bole Wła Przemy Bro Lu",
        "sław mił domir bor dzimierz misław",
        "Rado Miro Sta Bole Wła Bro Lu Do",
        "sława miła dka gosława brosława bomira",
    ),
    respellings="rz>ż ó>u ch>h ski>sky ł>l i>y",
    nicknames="""Jan: Janek Jaś; Stanisław: Staszek; Józef: Józek; Andrzej: Jędrek; Krzysztof: Krzysiek; Tomasz:
    Tomek; Piotr: Piotrek;
    Marcin: Marcinek; Grzegorz: Grzesiek; Wojciech: Wojtek; Łukasz: Łukaszek; Jakub: Kuba; Mateusz: Matek; Michał:
    Misiek;
    Zbigniew: Zbyszek; Tadeusz: Tadek; Aleksander: Olek; Antoni: Antek; Franciszek: Franek; Anna: Ania Hania;
    Małgorzata: Gosia;
    Agnieszka: Aga; Katarzyna: Kasia; Joanna: Asia; Magdalena: Magda; Barbara: Basia; Zofia: Zosia; Maria: Marysia;
    Ewa: Ewka;
    Aleksandra: Ola; Dorota: Dorotka; Krystyna: Krysia; Natalia: Natalka; Zuzanna: Zuza; Jadwiga: Jadzia;
    Stanisława: Stasia""",
    feminine=(("ski", "ska"), ("cki", "cka"), ("dzki", "dzka")),
    flatness=16.0,
    double=0.04,
)

RUSSIAN = Culture(
    male="""Владимир Николай Анатолий Виктор Юрий Иван Александр Валентин Борис Геннадий Михаил Василий Леонид
    Евгений Пётр
    Станислав Григорий |
    Сергей Александр Андрей Алексей Дмитрий Игорь Олег Владимир Евгений Константин Вадим Максим Роман Павел Денис
    Юрий Виталий
    Тарас Богдан Ярослав Олександр |
    Дмитрий Александр Максим Никита Артём Иван Кирилл Даниил Илья Егор Михаил Андрей Владислав Матвей Тимофей Фёдор
    Степан
    Арсений Назар Данило""",
    female="""Валентина Галина Нина Людмила Тамара Зинаида Мария Раиса Лидия Антонина Любовь Вера Надежда Анна
    Клавдия Александра |
    Елена Наталья Ольга Татьяна Ирина Светлана Марина Оксана Людмила Юлия Анна Лариса Екатерина Анжела Инна Виктория
    Жанна
    Наталия Леся |
    Анастасия Мария Дарья Виктория Елизавета Полина Ксения Екатерина Алина Анна Александра Валерия София Арина
    Вероника Диана
    Алиса Кристина Соломия""",
    surnames="""Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков
    Алексеев Лебедев
    Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров Зайцев Соловьёв Борисов
    Яковлев
    Григорьев Романов Воробьёв Сергеев Кузьмин Фролов Александров Дмитриев Королёв Гусев Киселёв Ильин Максимов
    Поляков
    Сорокин Виноградов Ковалёв Белов Медведев Антонов Тарасов Жуков Баранов Филиппов Комаров Давыдов Беляев Герасимов
    Мельник Шевченко Бондаренко Коваленко Бойко Ткаченко Кравченко Ковальчук Олийник Шевчук Полищук Лысенко Марченко
    Савченко
    Руденко Петренко Мороз Павленко Кличко Чайковский Высоцкий Островский""",
    surname_tail=(
        """Берез Бел Бобр Бод Боч Бук Быстр Вер Весел Вин Гав Гал Глад Голуб Горб Гром Дор Дуб Ерм Жар Журав Зим Зол
        Кал Кар
        Кол Кон Корн Кос Крас Куд Лап Лис Лук Мал Мар Мед Мин Мир Мур Наз Неч Осип Пан Пар Плот Род Рыб Рыж Сав Сем
        Скор Стар Сух
        Тим Тих Трет Ус Фил Хар Хом Чер Чист Шап Шир Щерб Юд""",
        "ов ин ский енко цев ков кин ников нин ушкин аков янов ычев ич чук ец охин ейкин илов",
    ),
    given_tail=(
        "Свято Яро Вяче Мсти Бого Рости",
        "слав полк мир бор",
        "Яро Свето Бого Мило Любо",
        "слава мира дара на",
    ),
    nicknames="""Александр: Саша Шура; Владимир: Вова Володя; Николай: Коля; Анатолий: Толя; Виктор: Витя; Юрий:
    Юра; Иван: Ваня;
    Михаил: Миша; Василий: Вася; Сергей: Серёжа; Андрей: Андрюша; Алексей: Лёша Алёша; Дмитрий: Дима Митя; Евгений:
    Женя;
    Константин: Костя; Максим: Макс; Павел: Паша; Никита: Никитка; Артём: Тёма; Даниил: Даня; Владислав: Влад;
    Борис: Боря;
    Елена: Лена; Наталья: Наташа; Ольга: Оля; Татьяна: Таня; Ирина: Ира; Светлана: Света; Людмила: Люда Мила; Юлия:
    Юля;
    Анна: Аня; Екатерина: Катя; Анастасия: Настя; Мария: Маша; Дарья: Даша; Елизавета: Лиза; Ксения: Ксюша;
    Александра: Саша;
    Виктория: Вика; Валентина: Валя; Галина: Галя; Надежда: Надя""",
    feminine=(
        ("ский", "ская"),
        ("цкий", "цкая"),
        ("ов", "ова"),
        ("ев", "ева"),
        ("ёв", "ёва"),
        ("ин", "ина"),
        ("ын", "ына"),
    ),
    flatness=16.0,
    double=0.01,
    middle=0.02,
    script="cyrillic",
)

GREEK = Culture(
    male="""Γεώργιος Ιωάννης Δημήτριος Κωνσταντίνος Νικόλαος Παναγιώτης Αθανάσιος Χρήστος Βασίλειος Σπυρίδων
    Θεόδωρος Ευάγγελος |
    Γεώργιος Δημήτριος Κωνσταντίνος Ιωάννης Νικόλαος Χρήστος Παναγιώτης Βασίλειος Αναστάσιος Αλέξανδρος Μιχαήλ
    Εμμανουήλ
    Ηλίας Σταύρος |
    Γεώργιος Κωνσταντίνος Δημήτριος Ιωάννης Νικόλαος Αλέξανδρος Ραφαήλ Άγγελος Παύλος Φίλιππος Μάριος Θάνος Ιάσων""",
    female="""Μαρία Ελένη Αικατερίνη Βασιλική Γεωργία Σοφία Άννα Δέσποινα Παναγιώτα Αναστασία Ευαγγελία Σταυρούλα |
    Μαρία Ελένη Κατερίνα Βασιλική Γεωργία Δήμητρα Σοφία Ιωάννα Ειρήνη Χριστίνα Ευαγγελία Παρασκευή Αγγελική |
    Μαρία Ελένη Κωνσταντίνα Αικατερίνη Δήμητρα Ιωάννα Νεφέλη Δανάη Ζωή Αλεξάνδρα Ραφαέλα Θεοδώρα Μελίνα""",
    surnames="""Παπαδόπουλος Παπαδάκης Γεωργίου Δημητρίου Κωνσταντίνου Παπαγεωργίου Νικολάου Ιωάννου Βασιλείου
    Αντωνίου Χριστοδούλου
    Αθανασίου Παππάς Καραγιάννης Οικονόμου Μακρής Παπαϊωάννου Αλεξίου Αναγνωστόπουλος Θεοδώρου Παπανικολάου
    Γιαννόπουλος
    Δημόπουλος Λάμπρου Ζαχαρίου Σταματίου Βλάχος Παναγόπουλος Αγγελόπουλος Καλογερόπουλος Κολοκοτρώνης Μαυρίδης
    Χατζής Νικολαΐδης
    Καραμανλής Σαββίδης Τσιάρας Αλεξόπουλος""",
    surname_tail=(
        """Αγγελ Αθανασ Αλεξ Αναστασ Αντων Βασιλ Γαλαν Γιανν Δημητρ Διαμαντ Ζαφειρ Θεοδωρ Καλογερ Καρα Κατσ Κοντ
        Κωστ Λαμπρ Λεων Μαν
        Μαυρ Μητρ Μιχαλ Μπακ Ξεν Παναγ Παπ Πετρ Πολυζ Ραφτ Σαρρ Σταθ Σταυρ Στεφαν Τζαβ Τριαντ Τσακ Φωτ Χατζ Χρηστ""",
        "όπουλος άκης ίδης ιάδης άς έας έλης ούδης άτος άκος ίνης",
    ),
    given_tail=("Αρι Θεμι Ευ Περι", "στείδης στοκλής γένιος κλής", "Ευ Χρυσ Αρι", "θυμία άνθη άδνη αγγελίνα"),
    nicknames="""Γεώργιος: Γιώργος; Ιωάννης: Γιάννης; Δημήτριος: Δημήτρης Μίμης; Κωνσταντίνος: Κώστας Ντίνος;
    Νικόλαος: Νίκος;
    Παναγιώτης: Πάνος Τάκης; Αθανάσιος: Θανάσης; Βασίλειος: Βασίλης; Σπυρίδων: Σπύρος; Αναστάσιος: Τάσος;
    Αλέξανδρος: Αλέκος;
    Εμμανουήλ: Μανώλης; Μιχαήλ: Μιχάλης; Ευάγγελος: Βαγγέλης; Αικατερίνη: Κατερίνα Κάτια; Βασιλική: Βάσω; Ευαγγελία:
    Εύα;
    Δήμητρα: Μίτσα; Ελένη: Λένα; Παναγιώτα: Γιώτα; Παρασκευή: Βούλα; Κωνσταντίνα: Ντίνα""",
    feminine=(
        ("όπουλος", "οπούλου"),
        ("άκης", "άκη"),
        ("ίδης", "ίδου"),
        ("ης", "η"),
        ("ος", "ου"),
        ("άς", "ά"),
        ("ας", "α"),
    ),
    flatness=8.0,
    spouse_shares=0.3,
    double=0.04,
    script="greek",
)
