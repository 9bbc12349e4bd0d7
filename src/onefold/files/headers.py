"""What the columns of customer tables are called, as data: a new name is one word in one of these tables.

Words are folded before they are looked up: lower case, letters and digits only, no accents; `E-Mail` and `e_mail` are
one word. A `:before` or `:after` part is joined to its attribute; the parts of a birth date are joined to a date.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from onefold.tables import ATTRIBUTES

FLEXIBLE_NAMES: Final = frozenset(["name", "naam", "nom", "nombre", "nome", "namn", "navn", "nume", "nev", "nimi"])
"""Beside a first name this is the surname, beside a surname the first name, alone the full name."""

IDS: Final = (
    "profileid", "uniqueid", "recordid", "recid", "rowid", "id", "customerid", "custid", "contactid", "leadid",
    "userid", "clientid", "memberid", "subscriberid", "accountid", "guestid", "patientid", "customerkey",
    "recordnumber", "recordno", "uuid", "guid", "key", "personid", "patid", "mrn", "patientmrn", "voterid", "kunnr",
    "donotmodifycontact", "donotmodifylead", "donotmodifyaccount", "identifiant",
)  # fmt: skip
"""Columns that may number the records, the likeliest first."""

ID_LIKE: Final = frozenset((
    "code", "codigo", "codice", "kod", "nr", "no", "num", "number", "lp", "lfdnr", "laufendenr", "laufendenummer",
    "idx",
    "index", "rownum", "rownumber", "partner", "konto", "custkey", "pk", "custnum", "ident", "matricule", "κωδικος",
    "الرقم", "编号", "番号",
))  # fmt: skip
"""Names of columns that number the records where they are different in every one, and say nothing where not."""

_NUMBERS: Final = """accountnumber accountno acctno acctnumber customernumber customerno custno customercode
    clientnumber clientno membershipnumber membershipid memberno membernumber kundennummer kundennr kundenr kdnr
    mitgliedsnummer mitgliedsnr numeroclient numerocliente nodecliente nocliente ncliente nclient noclient numclient
    numcliente codicecliente klantnummer klantnr kundnummer kundenummer kundnr numerklienta cislozakaznika
    mitglnr mitgliedernummer patnr patientennr patientennummer patientnumber codclient codcliente codclient
    numeroadherent nadherent numerodesocio nsocio numerosocio numeroutente asiakasno asiakasnro asiakasnumero
    medlemsnr medlemsnummer lidnummer relatienr relatienummer czakaznika vevokod ugyfelkod musterino musterinumarasi
    makh
    makhachhang codigocliente codcli номерклиента رقمالعميل رقمالزبون מספרלקוח 顧客番号 会員番号 客户编号 会员号
    고객번호 회원번호"""
"""Numbers of customers: evidence where a customer has one, but where every record has one of its own, its id."""

_WORDS: Final = {
    "FirstName": """firstname fname first prenomusuel namegiven givenname given forename christianname firstnames
        givennames forenames
        vorname vornamen rufname prenom prenoms primernombre nombres voornaam roepnaam fornavn fornamn
        tilltalsnamn prenome prenume primeironome imie jmeno meno ime etunimi adi isim keresztnev utonev ονομα имя імя
        名 namadepan firstnm fnamec namefirst الاسمالأول الاسمالاول שםפרטי ชื่อ""",
    "MiddleName": """middlename middle mname middleinitial middlenames mi additionalname otherforenames
        zweitername zweitervorname deuxiemeprenom segundonombre отчество patronymic mellannamn mellomnavn""",
    "LastName": """lastname lname last surname familyname surnames nachname zuname familienname
        nomdefamille apellido apellidos primerapellido apellidopaterno paterno cognome sobrenome apelido achternaam
        efternavn efternamn etternavn nazwisko фамилия прізвище 姓 lastnm lnamec namelast nomdusage apellido1
        1erapellido primerapellidos ultimonome prijmeni priezvisko prezime priimek sukunimi soyad soyadi soyisim
        vezeteknev csaladnev nomusuel lastorgname namefamily επωνυμο namabelakang اسمالعائلة اللقب שםמשפחה นามสกุล""",
    "LastName:before": "tussenvoegsel tussenvoegsels infix namensvorsatz lastnameprefix surnameprefix voorvoegsel",
    "LastName:after": """suffix namesuffix suffixname generation generationsuffix segundoapellido apellidomaterno
        materno secondlastname secondsurname apellido2 2oapellido""",
    "FullName": """fullname completename displayname vollstandigername vornachname nomcomplet nombrecompleto
        nombreyapellidos nomecompleto nomecognome fullnm personname contactname customername clientname membername
        patientname guestname buyername subscribername holdername cardholdername cardname recipientname recipient
        shippingname shiptoname deliveryname ansprechpartner kontaktperson namevorname vornamenachname nachnamevorname
        vorundnachname nometprenom nometprenoms nomprenom prenomnom prenometnom nomeecognome cognomeenome nominativo
        volledigenaam fuldenavn fulltnavn fullstandigtnamn kokonimi imieinazwisko jmenoaprijmeni imeiprezime adsoyad
        isimsoyisim teljesnev ονοματεπωνυμο nombreapellidos apellidosynombre nama namalengkap hoten hovaten 姓名 氏名
        名前 お名前 顧客名 客户姓名 客户名称 이름 성명 고객명 фио піб fio الاسم الاسمالكامل שם שםמלא नाम
        namefull firstlast firstlastname firstandlastname firstnamelastname lastnamefirstname lastfirst vorundzuname
        会员姓名 会員名 顧客氏名 ご氏名 성함""",
    "BirthDate": """birthdate dob dateofbirth birthday bday bdate born birth birthdt geburtsdatum geburtstag
        datedenaissance datenaissance naissance fechadenacimiento fechanacimiento nacimiento datadinascita datanascita
        datadenascimento datanascimento dtnascimento nascimento dtnasc geboortedatum fodselsdato fodelsedatum
        dataurodzenia datumnarozeni datumnarodenia datumrodenja syntymaaika szuletesidatum datanasterii dogumtarihi
        datumrojstva gebdatum gebdat gebam geborenam geboren neele dateofbirthddmmyyyy dateofbirthmmddyyyy fechanac
        fecnac fnacimiento fnac nacim tanggallahir ngaysinh ημερομηνιαγεννησης датарождения датанародження
        dobdate geb dataur datenaiss datanasc ημγεννησης датарожд др
        誕生日 生年月日 出生日期 生日 생년월일 تاريخالميلاد תאריךלידה""",
    "BirthDate:year": "birthyear yearofbirth yob geburtsjahr anneenaissance by birthdateyear dobyear",
    "BirthDate:month": "birthmonth monthofbirth geburtsmonat bm birthdatemonth dobmonth",
    "BirthDate:day": "birthdayofmonth dayofbirth dayofmonth geburtstagtag bd birthdateday dobday",
    "Gender": """gender sex genderstring gendercode geschlecht sexe sexo genero geslacht kjonn kon sesso plec pohlavi
        pohlavie spol sukupuoli cinsiyet пол стать sexcode geschlechtkz anrede salutation civilite trato trattamento
        aanhef geschl civ socialtitle gndr 性別 性别 성별 الجنس""",
    "BusinessName": """businessname business company companyname organisation organization organisationname
        organizationname org orgname employer employername accountname companyaccount firm firmname firma firmenname
        unternehmen societe entreprise raisonsociale empresa razonsocial nombreempresa azienda ragionesociale bedrijf
        bedrijfsnaam foretag workplace associatedcompany primaryassociatedcompany firmennamen virksomhed yritys
        nameorg1 spolecnost podjetje tvrtka sirket denumirefirma компания организация 会社名 会社 公司 회사 회사명
        الشركة""",
    "AccountNumber": f"""{_NUMBERS} loyaltyid loyaltynumber loyaltycard loyaltycardnumber loyaltyno
        frequentflyernumber passport passportnumber passportno ssn socialsecuritynumber socialsecurity socsecid taxid
        taxnumber taxidentifier nationalid nationalidnumber nationalinsurance nationalinsurancenumber nino nhsnumber
        medicarenumber driverlicense driverslicense driverlicence driverslicence driverlicensenumber
        driverslicensenumber driverslicencenumber dlnumber steuernummer steuerid sozialversicherungsnummer curp cpf
        dni nif nie rfc cedula numerodocumento codicefiscale personnummer fodselsnummer cprnummer henkilotunnus bsn
        personnr cprnr versnr versicherungsnummer nsecu numerosecu nss numerosecuritesociale dninif
        nifdni dninie cifnif governmentid governmentidnumber ffpno frequentflyerno membershipno αφμ 身份证 身份证号
        رقمالهوية תז pesel rodnecislo oib cnp tckimlikno identitynumber idnumber idcardnumber driverlicenseno
        loyaltycardno""",
}

_PHONE_WORDS: Final = """phone phonenumber phoneno phonenum phonenr telephone telephonenumber telephoneno tel telno
    telnumber telnr telefon telefonnummer telefonnr telefono telefone telefoon telefoonnummer fon numerodetelephone
    numerodetelefono phones phonesnumber phonesvalue phonevalue phonenumbers telefonos contactnumber contactphone
    contactno ph phno rufnummer telefonnumre telefonszam telefonszama telefonnicislo telefonskibroj
    brojtelefona telefonnumero puhelin puhelinnumero telepon nomortelepon nohp numerotelephone numtelephone
    ndetelephone
    notelephone nodetelefono ndetelefono numtelefono numerotelefono numeroditelefono numerodetelefone nrtelefonu
    numertelefonu nrtelefon telnum telf1 smsphone smsphonenumber τηλεφωνο телефон номертелефона телефонныйномер 电话
    电话号码 联系电话 電話番号 電話 전화 전화번호 연락처 الهاتف رقمالهاتف هاتف טלפון โทรศัพท์ เบอร์โทร dienthoai
    sodienthoai phonenumbersvalue тел tlf tlfnr puh sdt nrtel numertel 連絡先 फोन"""
_MOBILE_WORDS: Final = """mobile mobilephone mobilephonenumber mobilenumber mobileno mobiletel cell cellphone cellular
    cellnumber cellphonenumber cellno handy handynummer mobil mobilnummer mobiltelefon mobilfunk telkom telkomorkowy
    gsm movil celular
    telefonomovil cellulare telefoonmobiel mobiel mobieltje mobieletelefoon mobielnummer 06nummer telephoneportable
    portable telportable numerodeportable telmobile mobiletelephone smartphone mob mobno mobilnr mobiltlf
    mobiltelefonnummer matkapuhelin kannykka komorka telefonkomorkowy mobitel ceptelefonu ceptel
    mobiltelefonszam telemovel telefonocellulare numerodecelular nodecelular nodemovil ndemovil numdemovil
    numerodemovil handynr whatsapp whatsappnumber whatsappphone κινητο мобильный мобильныйтелефон моб 手机 手机号
    手机号码 携帯電話 携帯電話番号 携帯番号 携帯 휴대폰 휴대전화 휴대폰번호 핸드폰 الجوال رقمالجوال المحمول נייד
    טלפוןנייד"""
_EMAIL_WORDS: Final = """email emailaddress emailaddr emailid mail mailaddress emails emailaddresses emailsvalue
    emailsaddress emailvalue mailadresse emailadresse emailadres correo correoelectronico courriel adressemail
    adresseemail posta postaelettronica epost epostadresse eposta enderecodeemail электроннаяпочта почта 邮箱 电子邮件
    メール メールアドレス eメール mailid epostadresse epostadress epostaadresi adresemail adresaemail
    adresaelectronica sahkoposti sahkopostiosoite emailcim elposta имейл элпочта электронныйадрес email地址 电子邮箱
    邮箱地址 이메일 이메일주소 البريدالإلكتروني البريدالالكتروني البريد אימייל דואראלקטרוני อีเมล smtpaddr
    correoe emailcontacto mails fromemail fromemailaddress
    adresseelectronique emailaddressesvalue emailaddressesaddress pec
    mailadressen דואל"""
_KINDS: Final = {
    "": """primary main preferred default secondary second alternate alternative alt other additional another backup
        new old daytime day evening login paypal shipping shipto ship delivery full buyer
        recipient""",
    "home": """home private personal personnel domicile privat landline casa festnetz residential residencial fixe
        fijo
        fisso fixo thuis hjem hem stacjonarny""",
    "work": """work business office company corporate professional professionnel geschaftlich dienstlich
        buro bureau
        trabajo travail werk lavoro ufficio comercial trabalho arbejde arbeit job""",
    "mobile": "mobile cell mobil movil celular cellulare portable",
}
_PHONE_OF_KIND: Final = {
    "": "PhoneNumber", "home": "HomePhoneNumber", "work": "BusinessPhoneNumber", "mobile": "MobilePhoneNumber",
}  # fmt: skip
_PHONE_SHORT: Final = {
    "HomePhoneNumber": "hphone landline festnetz festnetznummer fixe fijo fisso fixo",
    "BusinessPhoneNumber": "wphone telgesch teldienstl telefongesch telefondienstl",
    "MobilePhoneNumber": "cphone mphone",
}
"""What means a phone without saying so."""
_EMAIL_OF_KIND: Final = {"": "EmailAddress", "home": "PersonalEmailAddress", "work": "BusinessEmailAddress"}

_ADDRESSES: Final = {
    "Address": """address addresses addr home homeaddress primary primaryaddress residential residentialaddress
        residenceaddresses sa
        residence physical physicaladdress default defaultaddress current currentaddress permanent other otheraddress
        work workaddress office business businessaddress street location adresse main resident adresseprincipale""",
    "ShippingAddress": """shipping shippingaddress shipto shiptoaddress ship delivery deliveryaddress lieferadresse
        liefer shippingaddresses livraison adressedelivraison envio entrega spedizione recipient""",
    "MailingAddress": """mailing mailingaddress mail mailaddress mailto postal postaladdress correspondence
        postanschrift po mailingaddresses""",
    "BillingAddress": """billing billingaddress billto billtoaddress bill invoice invoiceaddress cardaddress
        rechnungsadresse rechnungs facturation adressedefacturation facturacion fattura""",
}
_PARTS: Final = {
    "Address1": """address address1 addressline address_line1 addressline1 addr addr1 addrline1 line1 street street1
        streetaddress streetaddress1 streetline1 streetname street_address1 addressstreet addressstreet1 fulladdress
        strasse strasse1 str anschrift adresse adresse1 adresseligne1 direccion direccion1 calle rue indirizzo
        endereco
        logradouro rua adres straat straatnaam gatuadress gateadresse ulica улица адрес 住所 地址 formatted
        strassenr strassehausnr strassehausnummer strasseundhausnummer strasseundnr strassehnr strassenname stras
        addresslineone addressfull domicilio morada adress gade vej katuosoite osoite lahiosoite ulice adresa utca cim
        lakcim ulicainumer sokak diachi alamat διευθυνση οδος адреса 주소 详细地址 العنوان כתובת רחוב ที่อยู่
        adr strasseuhausnr strasseuhausnummer strasseunr strasseundhausnr strhausnr strnr ulicainrdomu ulicanrdomu
        ulicainr libellevoie nomvoie voie nomdevoie ご住所 番地 住所1 현주소""",
    "Address2": """address2 addressline2 addr2 addrline2 line2 street2 streetaddress2 streetline2 addressstreet2
        addresslinetwo apartment apt aptnumber aptno suite unit unitnumber unitno flat flatno adresse2 adresseligne2
        direccion2 complement complemento complementdadresse complementadresse adresszusatz nrlokalu nrmieszkania
        mieszkanie
        piso 建物名 住所2 상세주소""",
    "Address3": "address3 addressline3 addr3 line3 street3 adresse3",
    "Address4": "address4 addressline4 addr4 line4 street4",
    "Address1:before": """streetnumber streetno housenumber houseno housenr hausnummer hausnr huisnummer huisnr
        civicnumber streetnum ncivico numerocivico civico numeroderue numderue noderue nrdomu numerdomu husnr
        husnummer housenum hazszam numeroexterior noexterior hnr nvoie novoie numerovoie numvoie numerodevoie""",
    "City": """city town cityname citytown towncity posttown ort stadt wohnort ville suburb locality municipality
        ciudad localidad poblacion comune citta cidade gemeente woonplaats plaats poststed postort miasto miejscowosc
        mesto grad obec lokalita municipio commune localita localidade concelho kaupunki postitoimipaikka paikkakunta
        varos telepules oras localitate sehir ilce semt kota thanhpho πολη ortsname місто город 市 城市 市区町村 도시
        المدينة עיר""",
    "City:both": """plzort postleitzahlort plzwohnort plzstadt ortplz cpville codepostalville capcitta capcomune
        caplocalita cpciudad cppoblacion codigopostalciudad codigopostalpoblacion postcodeplaats postcodewoonplaats
        postnrort postnummerort postnrsted postnrpoststed postnrby kodimiejscowosc citystatezip citystatezipcode
        citystzip cityzip citypostcode citypostalcode""",
    "County": "county countyname landkreis judet",
    "State": """state statecode statename stateprovince stateregion stateorprovince stateprovincecode region
        regioncode
        bundesland estado uf region1""",
    "Province": "province provincecode provincename provincia provincie prov prefecture wojewodztwo 都道府県 省 省份",
    "Country": """country countrycode countryid countryname countryregion countryregioncode countryiso countryiso2
        land
        pays pais paese nazione nation staat kraj zeme krajina maa orszag ulke tara negara χωρα страна країна 国 国家
        국가 الدولة מדינה""",
    "PostalCode": """postalcode postcode zip zipcode zippostalcode zippostcode zip5 zippostal postal plz postleitzahl
        codepostal cp codigopostal cep pincode eircode postalzip postcodezip postnummer postnr kodpocztowy
        cap psc postinumero iranyitoszam codpostal postakodu postanskibroj kodpoczt postinro kodepos postcode1 pstlz
        τκ индекс
        почтовыйиндекс 郵便番号 邮编 邮政编码 우편번호 الرمزالبريدي מיקוד""",
}

OWNERS: Final = (
    "person", "personaccount", "contact", "primarycontact", "customer", "cust", "client", "user", "member", "guest",
    "patient", "lead", "subscriber", "buyer", "shopper", "profile", "properties", "attributes", "traits",
    "accountholder", "billing", "billingaddress", "defaultaddress", "voter", "passenger", "donor", "employee",
    "student", "borrower", "customers", "contacts", "members", "users", "clients", "patients", "people", "voters",
    "invitee", "preferred", "personal", "communication", "payer", "shippingaddress", "address", "party",
    "applicant", "pat", "cst", "acct", "traveller", "traveler", "attendee", "participant", "recipient", "insured",
    "policyholder", "tenant", "kontakt", "kunde", "kunden", "contacto", "cliente", "klant",
)  # fmt: skip
"""What stands before a name that says whose it is: `customer_email`, `Contact.Phone`, `properties.firstname`."""


WRAPPERS: Final = frozenset((
    *OWNERS, "name", "names", "personalinfo", "personalinformation", "personaldetails", "personaldata", "info",
    "details",
    "data", "fields", "record", "records", "node", "contactinfo", "contactinformation", "contactdetails", "identity",
    "demographics", "basic", "basics", "general", "result", "results", "source", "hits", "document", "doc", "payload",
    "root", "body", "response", "entity", "account",
))  # fmt: skip
"""Objects around the fields of a customer in JSON, which say nothing: `payload.user.email`, `profile.name.given`."""

OTHER_PEOPLE: Final = frozenset((
    "emergency", "guardian", "parent", "mother", "father", "spouse", "partner", "child", "assistant", "manager",
    "owner",
    "agent", "doctor", "physician", "referrer", "referral", "rep", "kin", "notfall", "notfallkontakt", "eltern",
    "mutter",
    "vater", "urgence", "emergencia", "witness", "beneficiary",
))  # fmt: skip
"""Whose phone or name it is when such a word stands in brackets: `Phone (emergency contact)`."""

IGNORED: Final = frozenset(("username", "zip4", "plus4", "recipientid"))
"""What looks like a name of ours and is something else: a login, the last four digits of a ZIP code."""

ABBREVIATIONS: Final = {
    "nm": "name", "cd": "code", "ln": "line", "nbr": "number", "nr": "number", "ph": "phone", "mob": "mobile",
    "dt": "date", "addr": "address", "adr": "address", "fst": "first", "frst": "first", "lst": "last", "mid":
        "middle",
    "init": "initial", "hm": "home", "wk": "work", "brth": "birth", "bth": "birth", "phn": "phone", "eml": "email",
    "res": "home", "off": "office", "cust": "customer", "cntry": "country", "ctry": "country",
    "prim": "primary", "sec": "secondary", "add": "address", "tele": "telephone", "bus": "business",
    "org": "organization", "mail": "email", "zp": "zip", "pers": "personal",
    "gndr": "gender", "prov": "province", "insd": "insured", "txt": "", "desc": "", "lbl": "", "val": "",
    "c": "", "bill": "billing", "st": "state", "str": "street", "cty": "city",
}  # fmt: skip
"""Of databases: `CUST_LAST_NM`, `zip_cd`, `ADD_LINE_1`. Spelled out only where the name as it stands is not known."""

COMPANIONS: Final = (
    ("ad", "FirstName", ("soyad", "soyadi")),
    ("fn", "FirstName", ("ln",)),
    ("ln", "LastName", ("fn",)),
    ("fn", "FullName", ("n", "bday", "org")),  # vCard
    ("bday", "BirthDate", ("fn",)),
    ("ho", "LastName", ("ten",)),
    ("ten", "FirstName", ("ho",)),
    ("by", "Address.City", ("postnr", "postnummer")),
    ("ct", "Address.City", ("st", "zip")),
    ("st", "Address.State", ("ct", "zip", "city")),
    ("gen", "Gender", ("fn", "ln", "dob")),
    ("il", "Address.Province", ("ilce", "soyad", "soyadi")),
    ("cep", "MobilePhoneNumber", ("ad", "adi", "soyad", "soyadi", "adsoyad", "isim")),  # or a Brazilian postcode
    ("kod", "Address.PostalCode", ("ulica", "miasto", "miejscowosc")),
    ("cp", "Address.Address1:before", ("ulice",)),  # the Czech house number; elsewhere a postcode
    ("rg", "AccountNumber", ("cpf",)),
    ("via", "Address.Address1", ("cap", "citta", "comune", "civico", "ncivico")),
    (
        "numero",
        "Address.Address1:before",
        ("calle", "rua", "logradouro", "endereco", "direccion", "domicilio", "morada", "rue", "via", "indirizzo"),
    ),
)
"""Words that are a name only beside another one: `Ad` beside `Soyad` is Turkish, alone it is an advertisement."""

_LETTERS: Final = str.maketrans(
    {"〒": "郵便番号", "đ": "d", "Đ": "d", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "æ": "ae", "ı": "i"}
)


@cache
def words() -> dict[str, str]:
    """Folded column name -> attribute; the first table that has a word decides. 57,000 words, built once in 30 ms."""
    known: dict[str, str] = {}
    for word, attribute in (*_customer_profiles(), *_plain(), *_contact_points(), *_address_parts()):
        known.setdefault(word, attribute)
    return known


def fold(header: str) -> str:
    """Lower case, letters and digits only, without accents: `Prénom` -> `prenom`, `Geburts-Datum` ->
    `geburtsdatum`."""
    if not header.isascii():
        header = unicodedata.normalize("NFKD", header.translate(_LETTERS)).casefold()
    return "".join(filter(str.isalnum, header.lower()))


@cache
def numbers() -> frozenset[str]:
    """Folded names of columns with numbers of customers."""
    return frozenset(_folded(_NUMBERS))


def spelled_out(header: str) -> str:
    """Folded, with the abbreviations of databases written in full: `CUST_LAST_NM` -> `customerlastname`."""
    parts = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", header)
    return "".join(ABBREVIATIONS.get(part.lower(), part.lower()) for part in parts) if len(parts) > 1 else ""


def place_of(header: str) -> str:
    """Which address of a record a column of an address belongs to: `Home City` -> `home`, `address2_line1` -> `2`."""
    word = fold(header)
    numbered = re.match(r"addr(?:ess)?([2-9])(?=[a-z])", word)
    plain = re.sub(r"\d", "", word)
    part = max((part for part in _part_words() if plain.endswith(part)), key=len, default="")
    place = plain.removesuffix(part).removesuffix("address")
    return place + (numbered[1] if numbered else "")


@cache
def _part_words() -> frozenset[str]:
    return frozenset(word for listed in _PARTS.values() for word in _folded(listed))


def _folded(listed: str) -> list[str]:
    return [fold(word) for word in listed.split()]


def _customer_profiles() -> Iterator[tuple[str, str]]:
    return ((fold(attribute), attribute) for attribute in ATTRIBUTES)


def _plain() -> Iterator[tuple[str, str]]:
    yield from ((word, "FullName") for word in FLEXIBLE_NAMES)
    yield from ((word, attribute) for attribute, listed in _WORDS.items() for word in _folded(listed))


def _contact_points() -> Iterator[tuple[str, str]]:
    """Every kind before and after every word: `work_phone`, `phone (work)`, `private_email`."""
    yield from ((word, attribute) for attribute, listed in _PHONE_SHORT.items() for word in _folded(listed))
    phones, mobiles, emails = map(_folded, (_PHONE_WORDS, _MOBILE_WORDS, _EMAIL_WORDS))
    kinds = [("", ""), *((kind, use) for use, listed in _KINDS.items() for kind in listed.split())]
    for kind, use in kinds:
        yield from ((kind + word, "MobilePhoneNumber") for word in mobiles)
        for word in phones:
            yield from ((spelled, _PHONE_OF_KIND[use]) for spelled in (kind + word, word + kind))
        for word in emails:
            yield from ((spelled, _EMAIL_OF_KIND.get(use, "EmailAddress")) for spelled in (kind + word, word + kind))


def _address_parts() -> Iterator[tuple[str, str]]:
    parts = [(word, part) for part, listed in _PARTS.items() for word in _folded(listed)]
    yield from ((word, f"Address.{part}") for word, part in parts)
    for address, prefixes in _ADDRESSES.items():
        for prefix in _folded(prefixes):
            yield from ((prefix + word, f"{address}.{part}") for word, part in parts)
