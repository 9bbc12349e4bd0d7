"""Countries that also write with other scripts, and India."""

from benchmarks.crm.wordlists.countries_west import DMY, DOTTED
from benchmarks.crm.wordlists.country import Country

_RU_STREETS = """Ленина Мира Советская Центральная Молодёжная Школьная Садовая Лесная Набережная Новая Гагарина
    Пушкина Заречная
Октябрьская Комсомольская Победы Зелёная Полевая Луговая Первомайская Кирова Чапаева Горького Чехова Лермонтова
    Толстого
Строителей Южная Северная Солнечная Речная Парковая Юбилейная Вишнёвая"""

RU = Country(
    code="RU",
    weight=0.02,
    names="RU Россия Russia RUS",
    cultures=(("russian", 0.97), ("arabic", 0.03)),
    calling="7",
    trunk="8",
    mobile="903####### 905####### 916####### 921####### 926####### 999#######",
    landline=10,
    groups=((3, 3, 2, 2), (3, 3, 2, 2)),
    postcode="P##*",
    line="{street}, д. {number}{unit}",
    units=", кв. {u}| кв.{u}|-{u}",
    streets=_RU_STREETS,
    street_kinds="улица/ул. проспект/пр. переулок/пер. бульвар/бул.",
    street_form="{kind} {name}",
    cities="""Москва|Москва|101 115 125|495 499|Moscow;Мск
    Санкт-Петербург|Санкт-Петербург|190 197|812|СПб;С.-Петербург;St. Petersburg
    Новосибирск|Новосибирская область|630|383|Новосиб
    Екатеринбург|Свердловская область|620|343|Екб
    Казань|Татарстан|420|843|Kazan
    Нижний Новгород|Нижегородская область|603|831|Н. Новгород
    Самара|Самарская область|443|846|Samara
    Ростов-на-Дону|Ростовская область|344|863|Ростов""",
    towns=("Ново Старо Верх Бело Красно Крас Зелено", "горск градск дольск речинск озёрск камск"),
    dates=DOTTED,
    mail="mail.ru yandex.ru gmail.com bk.ru rambler.ru list.ru inbox.ru",
    company_forms="ООО АО ЗАО ПАО",
    numbers_max=120,
)

UA = Country(
    code="UA",
    weight=0.01,
    names="UA Україна Ukraine",
    cultures=(("russian", 0.98), ("greek", 0.02)),
    calling="380",
    trunk="0",
    mobile="50####### 63####### 66####### 67####### 93####### 97#######",
    landline=9,
    groups=((2, 3, 2, 2), (2, 3, 2, 2)),
    postcode="P#*#",
    line="{street}, {number}{unit}",
    units=", кв. {u}|/{u}",
    streets="""Шевченка Франка Лесі_Українки Центральна Садова Шкільна Перемоги Миру Незалежності Соборна Київська
    Грушевського
    Хмельницького Мазепи Набережна Зелена Польова Лісова Сонячна Вишнева""",
    street_kinds="вулиця/вул. проспект/просп. провулок/пров.",
    street_form="{kind} {name}",
    cities="""Київ|Київ|01 02|44|Киев;Kyiv;Kiev
    Харків|Харківська область|61|57|Харьков;Kharkiv
    Одеса|Одеська область|65|48|Одесса;Odesa
    Дніпро|Дніпропетровська область|49|56|Днепр;Dnipro
    Львів|Львівська область|79|32|Львов;Lviv""",
    towns=("Ново Старо Біло Красно Вільно", "град пілля слав хутір озерне"),
    dates=DOTTED,
    mail="gmail.com ukr.net i.ua meta.ua yahoo.com",
    company_forms="ТОВ ПП АТ",
    numbers_max=120,
)

GR = Country(
    code="GR",
    weight=0.015,
    names="GR Ελλάδα Greece Hellas",
    cultures=(("greek", 0.97), ("russian", 0.03)),
    calling="30",
    trunk="",
    mobile="693####### 694####### 697####### 698#######",
    landline=10,
    groups=((3, 3, 4), (3, 3, 4)),
    postcode="P *#",
    line="{street} {number}{unit}",
    units=", διαμ. {u}| όροφος {u}",
    streets="""Ερμού Πανεπιστημίου Σταδίου Πατησίων Κηφισίας Συγγρού Αθηνάς Βενιζέλου Τσιμισκή Εγνατία
    Αγίου_Δημητρίου Κολοκοτρώνη
    Παπανδρέου Καραϊσκάκη Μεγάλου_Αλεξάνδρου Ιπποκράτους Ακαδημίας Ελευθερίας Δημοκρατίας Ομήρου Σωκράτους
    Αριστοτέλους
    Περικλέους Θεμιστοκλέους Μακεδονίας Κρήτης""",
    street_kinds="Οδός/Οδ. Λεωφόρος/Λεωφ. Πλατεία/Πλ.",
    street_form="{kind} {name}",
    cities="""Αθήνα|Αττική|104 115|210|Athens;Athina
    Θεσσαλονίκη|Κεντρική Μακεδονία|546|231|Thessaloniki;Θεσ/νίκη;Saloniki
    Πάτρα|Δυτική Ελλάδα|262|261|Patras
    Ηράκλειο|Κρήτη|712|281|Heraklion;Iraklio
    Λάρισα|Θεσσαλία|412|241|Larissa
    Βόλος|Θεσσαλία|382|242|Volos""",
    towns=("Νέα_ Παλαιά_ Άνω_ Κάτω_", "Ιωνία Σμύρνη Πόλη Μάκρη Λεύκη Πέτρα Βρύση"),
    dates=DMY,
    mail="gmail.com yahoo.gr hotmail.gr otenet.gr hotmail.com outlook.com",
    company_forms="ΑΕ ΕΠΕ ΟΕ ΙΚΕ",
    numbers_max=130,
)

CN = Country(
    code="CN",
    weight=0.012,
    names="CN China 中国 P.R._China",
    cultures=(("chinese", 1.0),),
    calling="86",
    trunk="",
    mobile="138######## 139######## 150######## 158######## 186######## 188########",
    landline=10,
    groups=((3, 4, 4), (2, 4, 4)),
    postcode="P#*#",
    line="{street}{number}号{unit}",
    units=" {u}室|{u}单元",
    streets="""人民=Renmin 中山=Zhongshan 解放=Jiefang 建设=Jianshe 和平=Heping 文化=Wenhua 新华=Xinhua
    朝阳=Chaoyang 长江=Changjiang 北京=Beijing
    南京=Nanjing 青年=Qingnian 胜利=Shengli 光明=Guangming 幸福=Xingfu 学院=Xueyuan 公园=Gongyuan 花园=Huayuan""",
    street_kinds="路=_Road/_Rd 街=_Street/_St 大道=_Avenue/_Ave 东路=_East_Road/_E_Rd 西路=_West_Road/_W_Rd",
    street_form="{name}{kind}",
    cities="""北京=Beijing|北京=Beijing|100|10|Peking
    上海=Shanghai|上海=Shanghai|200|21|Shang Hai
    广州=Guangzhou|广东=Guangdong|510|20|Canton
    深圳=Shenzhen|广东=Guangdong|518|75|Shen Zhen
    成都=Chengdu|四川=Sichuan|610|28|Cheng Du
    杭州=Hangzhou|浙江=Zhejiang|310|57|Hang Zhou
    武汉=Wuhan|湖北=Hubei|430|27|Wu Han""",
    towns=("新=Xin 东=Dong 南=Nan 长=Chang 金=Jin 清=Qing", "安=an 阳=yang 山=shan 州=zhou 江=jiang 河=he"),
    dates=("{y:04d}-{m:02d}-{d:02d}", "{y:04d}年{m}月{d}日", "{y:04d}/{m:02d}/{d:02d}"),
    mail="qq.com 163.com 126.com sina.com gmail.com foxmail.com outlook.com",
    company_forms="有限公司 Co._Ltd 集团",
    numbers_max=400,
)

JP = Country(
    code="JP",
    weight=0.012,
    names="JP Japan 日本",
    cultures=(("japanese", 1.0),),
    calling="81",
    trunk="0",
    mobile="70######## 80######## 90########",
    landline=9,
    groups=((2, 4, 4), (2, 3, 4)),
    postcode="P-*##*",
    line="{street}{number}{unit}",
    units=" {u}号室|-{u}| #{u}",
    streets="""桜丘=Sakuragaoka 緑町=Midoricho 本町=Honcho 栄町=Sakaecho 中央=Chuo 旭町=Asahicho 東町=Higashimachi
    西町=Nishimachi 南町=Minamicho
    北町=Kitamachi 泉=Izumi 若葉=Wakaba 富士見=Fujimi 松原=Matsubara 寿町=Kotobukicho 幸町=Saiwaicho 末広=Suehiro
    青葉=Aoba 大手町=Otemachi 美園=Misono""",
    street_kinds="1-=_1-/_1-chome_ 2-=_2-/_2-chome_ 3-=_3-/_3-chome_ 4-=_4-/_4-chome_ 5-=_5-/_5-chome_",
    street_form="{name}{kind}",
    cities="""東京=Tokyo|東京都=Tokyo|100 150 160|3|Tōkyō
    大阪=Osaka|大阪府=Osaka|530 540|6|Ōsaka
    横浜=Yokohama|神奈川県=Kanagawa|220|45|Yokohama-shi
    名古屋=Nagoya|愛知県=Aichi|450|52|Nagoya-shi
    札幌=Sapporo|北海道=Hokkaido|060|11|Sapporo-shi
    福岡=Fukuoka|福岡県=Fukuoka|810|92|Fukuoka-shi
    京都=Kyoto|京都府=Kyoto|600|75|Kyōto""",
    towns=("高=Taka 大=O 小=Ko 長=Naga 松=Matsu 北=Kita", "田市=da 川市=gawa 山市=yama 浜市=hama 野市=no"),
    dates=("{y:04d}/{m:02d}/{d:02d}", "{y:04d}年{m}月{d}日", "{y:04d}-{m:02d}-{d:02d}"),
    mail="gmail.com yahoo.co.jp docomo.ne.jp ezweb.ne.jp softbank.ne.jp icloud.com",
    company_forms="株式会社 K.K. Co._Ltd",
    numbers_max=60,
)

KR = Country(
    code="KR",
    weight=0.01,
    names="KR South_Korea 대한민국 Korea",
    cultures=(("korean", 1.0),),
    calling="82",
    trunk="0",
    mobile="10########",
    landline=9,
    groups=((2, 4, 4), (2, 3, 4)),
    postcode="P##*",
    line="{street} {number}{unit}",
    units=" {u}호|, {u}동",
    streets="""세종=Sejong 중앙=Jungang 강남=Gangnam 시청=Sicheong 평화=Pyeonghwa 충무=Chungmu 을지=Eulji
    한강=Hangang 서초=Seocho 송파=Songpa 동서=Dongseo
    남북=Nambuk 학교=Hakgyo 공원=Gongwon 산정=Sanjeong 신촌=Sinchon 봉은=Bongeun 백제=Baekje""",
    street_kinds="대로=-daero/_Daero 로=-ro/_Ro 길=-gil/_Gil",
    street_form="{name}{kind}",
    cities="""서울=Seoul|서울특별시=Seoul|03 06|2|Seoul-si
    부산=Busan|부산광역시=Busan|48|51|Pusan
    인천=Incheon|인천광역시=Incheon|22|32|Inchon
    대구=Daegu|대구광역시=Daegu|41|53|Taegu
    대전=Daejeon|대전광역시=Daejeon|34|42|Taejon
    광주=Gwangju|광주광역시=Gwangju|61|62|Kwangju""",
    towns=("안=An 김=Gim 남=Nam 양=Yang 평=Pyeong 동=Dong", "산시=san 주시=ju 천시=cheon 양시=yang 포시=po"),
    dates=("{y:04d}-{m:02d}-{d:02d}", "{y:04d}.{m:02d}.{d:02d}"),
    mail="naver.com gmail.com daum.net hanmail.net nate.com kakao.com",
    company_forms="주식회사 Co._Ltd Corp",
    numbers_max=300,
)

EG = Country(
    code="EG",
    weight=0.015,
    names="EG Egypt مصر",
    cultures=(("arabic", 1.0),),
    calling="20",
    trunk="0",
    mobile="10######## 11######## 12########",
    landline=9,
    groups=((2, 4, 4), (2, 3, 4)),
    postcode="P#*#",
    line="{number} {street}{unit}",
    units=", شقة {u}|, flat {u}",
    streets="""التحرير=El-Tahrir النيل=El-Nil الجمهورية=El-Gomhoria الهرم=El-Haram النصر=El-Nasr المعادي=El-Maadi
    الحرية=El-Horreya السلام=El-Salam
    الجيش=El-Geish فيصل=Faisal رمسيس=Ramses الثورة=El-Thawra البحر=El-Bahr الأزهر=El-Azhar المدرسة=El-Madrasa""",
    street_kinds="شارع=_Street/_St ميدان=_Square/_Sq طريق=_Road/_Rd",
    street_form="{kind} {name}",
    cities="""القاهرة=Cairo|القاهرة=Cairo|11|2|Al Qahira;El Cairo
    الإسكندرية=Alexandria|الإسكندرية=Alexandria|21|3|Alex
    الجيزة=Giza|الجيزة=Giza|12|2|Gizeh
    المنصورة=Mansoura|الدقهلية=Dakahlia|35|50|El Mansura
    أسيوط=Assiut|أسيوط=Assiut|71|88|Asyut""",
    towns=("كفر_=Kafr_ منية_=Minyat_ بني_=Beni_", "الشيخ=El-Sheikh الزيات=El-Zayat سويف=Suef مزار=Mazar حسن=Hassan"),
    dates=DMY,
    mail="gmail.com yahoo.com hotmail.com outlook.com",
    company_forms="LLC S.A.E. Co.",
    numbers_max=150,
)

IN = Country(
    code="IN",
    weight=0.05,
    names="IN India Bharat",
    cultures=(("indian", 0.94), ("arabic", 0.06)),
    calling="91",
    trunk="0",
    mobile="98######## 99######## 97######## 70######## 88########",
    landline=10,
    groups=((5, 5), (2, 4, 4)),
    postcode="P##*",
    line="{number}, {street}{unit}",
    units=", Flat {u}| Flat No {u}|, {u}th Floor",
    streets="""MG Station Gandhi Nehru Park Temple Market Church Link Ring Main College Hill Lake Sardar_Patel
    Netaji Rajaji Tilak
    Shivaji Brigade Commercial Residency Mission Hospital Anna Mount Old_Airport Sarojini Vivekananda Tagore""",
    street_kinds="Road/Rd Street/St Nagar/Ngr Marg/Mg Colony/Col Lane/Ln",
    street_form="{name} {kind}",
    cities="""Mumbai|Maharashtra|400|22|Bombay
    New Delhi|Delhi|110|11|Delhi
    Bengaluru|Karnataka|560|80|Bangalore
    Chennai|Tamil Nadu|600|44|Madras
    Hyderabad|Telangana|500|40|Hydrabad
    Kolkata|West Bengal|700|33|Calcutta
    Pune|Maharashtra|411|20|Poona
    Ahmedabad|Gujarat|380|79|Amdavad
    Jaipur|Rajasthan|302|14|Jaypur
    Kochi|Kerala|682|48|Cochin""",
    towns=("Ram Shiv Raj Krishna Hari Chand Sultan Fateh Gopal Nand", "pur garh nagar abad puram wadi khera kot"),
    dates=DMY,
    mail="gmail.com yahoo.co.in rediffmail.com hotmail.com outlook.com yahoo.com",
    company_forms="Pvt_Ltd Ltd Private_Limited LLP",
    numbers_max=250,
)
