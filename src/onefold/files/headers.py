"""What the columns of customer tables are called, as data: a new name is one word in one of these tables.

Words are folded before they are looked up: lower case, letters and digits only, no accents; `E-Mail` and `e_mail` are
one word. A `:before` or `:after` part is joined to its attribute; the parts of a birth date are joined to a date.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from onefold.tables import ATTRIBUTES

FLEXIBLE_NAMES: Final = frozenset(["name", "naam", "nom", "nombre", "nome", "namn", "navn"])
"""Beside a first name this is the surname, beside a surname the first name, alone the full name."""

IDS: Final = (
    "profileid", "uniqueid", "recordid", "recid", "rowid", "id", "customerid", "custid", "contactid", "leadid",
    "userid", "clientid", "memberid", "subscriberid", "accountid", "guestid", "patientid", "customerkey",
    "recordnumber", "recordno", "uuid", "guid", "key", "personid",
)  # fmt: skip
"""Columns that may number the records, the likeliest first."""

_WORDS: Final = {
    "FirstName": """firstname fname first givenname given forename christianname firstnames givennames forenames
        vorname rufname prenom primernombre nombres voornaam fornavn fornamn prenome primeironome имя 名 firstnm
        fnamec""",
    "MiddleName": """middlename middle mname middleinitial middlenames mi additionalname otherforenames
        zweitername deuxiemeprenom segundonombre отчество patronymic mellannamn mellomnavn""",
    "LastName": """lastname lname last surname familyname surnames nachname zuname familienname
        nomdefamille apellido apellidos primerapellido apellidopaterno paterno cognome sobrenome apelido achternaam
        efternavn efternamn etternavn nazwisko фамилия 姓 lastnm lnamec""",
    "LastName:before": "tussenvoegsel infix namensvorsatz lastnameprefix surnameprefix voorvoegsel",
    "LastName:after": """suffix namesuffix suffixname generation generationsuffix segundoapellido apellidomaterno
        materno secondlastname secondsurname""",
    "FullName": """fullname completename displayname vollstandigername vornachname nomcomplet nombrecompleto
        nombreyapellidos nomecompleto nomecognome fullnm personname contactname customername clientname membername
        patientname guestname buyername subscribername holdername cardholdername cardname 姓名 氏名 名前 фио fio""",
    "BirthDate": """birthdate dob dateofbirth birthday bday bdate born birth birthdt geburtsdatum geburtstag
        datedenaissance datenaissance naissance fechadenacimiento fechanacimiento nacimiento datadinascita
        datanascita datadenascimento datanascimento geboortedatum fodselsdato fodelsedatum dataurodzenia датарождения
        生年月日 出生日期""",
    "BirthDate:year": "birthyear yearofbirth yob geburtsjahr anneenaissance by birthdateyear dobyear",
    "BirthDate:month": "birthmonth monthofbirth mob geburtsmonat bm birthdatemonth dobmonth",
    "BirthDate:day": "birthdayofmonth dayofbirth dayofmonth geburtstagtag bd birthdateday dobday",
    "Gender": "gender sex genderstring gendercode geschlecht sexe sexo genero geslacht kjonn kon sesso пол 性別 性别",
    "BusinessName": """businessname business company companyname organisation organization organisationname
        organizationname org orgname employer employername accountname companyaccount firm firmname firma firmenname
        unternehmen societe entreprise raisonsociale empresa razonsocial nombreempresa azienda ragionesociale bedrijf
        bedrijfsnaam foretag workplace компания 会社名 公司""",
    "AccountNumber": """accountnumber accountno acctno acctnumber customernumber customerno custno customercode
        clientnumber loyaltyid loyaltynumber loyaltycard loyaltycardnumber loyaltyno membershipnumber membershipid
        memberno membernumber frequentflyernumber passport passportnumber passportno ssn socialsecuritynumber
        socialsecurity socsecid taxid taxnumber taxidentifier nationalid nationalidnumber nationalinsurance
        nationalinsurancenumber nino nhsnumber medicarenumber driverlicense driverslicense driverlicence
        driverslicence driverlicensenumber driverslicensenumber driverslicencenumber dlnumber steuernummer steuerid
        sozialversicherungsnummer kundennummer kundennr kundenr mitgliedsnummer numeroclient numerocliente curp cpf
        dni codicefiscale personnummer bsn pesel identitynumber idnumber idcardnumber""",
}

_PHONE_WORDS: Final = """phone phonenumber phoneno phonenum phonenr telephone telephonenumber telephoneno tel telno
    telnumber telnr telefon telefonnummer telefonnr telefono telefone telefoon telefoonnummer fon numerodetelephone
    numerodetelefono phones phonesnumber phonesvalue phonevalue phonenumbers telefonos contactnumber contactphone
    contactno телефон 电话 電話番号 電話"""
_MOBILE_WORDS: Final = """mobile mobilephone mobilephonenumber mobilenumber mobileno mobiletel cell cellphone cellular
    cellnumber cellphonenumber cellno handy handynummer mobil mobilnummer mobiltelefon mobilfunk gsm movil celular
    telefonomovil cellulare telefoonmobiel mobiel telephoneportable telmobile mobiletelephone smartphone 手机
    携帯電話"""
_EMAIL_WORDS: Final = """email emailaddress emailaddr emailid mail mailaddress emails emailaddresses emailsvalue
    emailsaddress emailvalue mailadresse emailadresse emailadres correo correoelectronico courriel adressemail
    adresseemail posta postaelettronica epost epostadresse eposta enderecodeemail электроннаяпочта почта 邮箱 电子邮件
    メール メールアドレス"""
_KINDS: Final = {
    "": """primary main preferred default secondary second alternate alternative alt other additional another backup
        new old daytime day evening login paypal""",
    "home": "home private personal privat landline domicile casa festnetz residential fixe thuis",
    "work": "work business office company corporate professional geschaftlich dienstlich buro bureau trabajo job",
    "mobile": "mobile cell mobil",
}
_PHONE_OF_KIND: Final = {
    "": "PhoneNumber", "home": "HomePhoneNumber", "work": "BusinessPhoneNumber", "mobile": "MobilePhoneNumber",
}  # fmt: skip
_EMAIL_OF_KIND: Final = {"": "EmailAddress", "home": "PersonalEmailAddress", "work": "BusinessEmailAddress"}

_ADDRESSES: Final = {
    "Address": """address addresses addr home homeaddress primary primaryaddress residential residentialaddress
        residence physical physicaladdress default defaultaddress current currentaddress permanent other otheraddress
        work workaddress office business businessaddress street location adresse main""",
    "ShippingAddress": """shipping shippingaddress shipto shiptoaddress ship delivery deliveryaddress lieferadresse
        liefer""",
    "MailingAddress": """mailing mailingaddress mail mailaddress mailto postal postaladdress correspondence
        postanschrift""",
    "BillingAddress": """billing billingaddress billto billtoaddress bill invoice invoiceaddress cardaddress
        rechnungsadresse rechnungs""",
}
_PARTS: Final = {
    "Address1": """address address1 addressline address_line1 addressline1 addr addr1 addrline1 line1 street street1
        streetaddress streetaddress1 streetline1 streetname street_address1 addressstreet addressstreet1 fulladdress
        strasse strasse1 str anschrift adresse adresse1 adresseligne1 direccion direccion1 calle rue indirizzo endereco
        logradouro rua adres straat straatnaam gatuadress gateadresse ulica улица адрес 住所 地址 formatted""",
    "Address2": """address2 addressline2 addr2 addrline2 line2 street2 streetaddress2 streetline2 addressstreet2
        apartment apt aptnumber suite unit unitnumber flat adresse2 adresseligne2 direccion2 complement complemento
        adresszusatz""",
    "Address3": "address3 addressline3 addr3 line3 street3 adresse3",
    "Address4": "address4 addressline4 addr4 line4 street4",
    "Address1:before": """streetnumber streetno housenumber houseno housenr hausnummer hausnr huisnummer civicnumber
        streetnum""",
    "City": """city town cityname citytown towncity posttown ort stadt wohnort ville suburb locality municipality ciudad
        localidad poblacion comune citta cidade gemeente woonplaats plaats poststed postort miasto город 市 城市""",
    "County": "county countyname landkreis",
    "State": """state statecode statename stateprovince stateregion stateorprovince stateprovincecode region regioncode
        bundesland estado uf region1""",
    "Province": "province provincecode provincename provincia provincie prefecture 都道府県 省",
    "Country": """country countrycode countryname countryregion countryregioncode countryiso countryiso2 land
        pays pais paese nation страна 国 国家""",
    "PostalCode": """postalcode postcode zip zipcode zippostalcode zippostcode zip5 zippostal postal plz postleitzahl
        codepostal cp codigopostal cep pincode eircode postalzip postcodezip postnummer postnr kodpocztowy индекс
        郵便番号 邮编""",
}

OWNERS: Final = (
    "person", "personaccount", "contact", "primarycontact", "customer", "cust", "client", "user", "member", "guest",
    "patient", "lead", "subscriber", "buyer", "shopper", "profile", "properties", "attributes", "traits",
    "accountholder", "billing", "billingaddress", "defaultaddress", "voter", "passenger", "donor", "employee",
    "student", "borrower",
    "applicant",
)  # fmt: skip
"""What stands before a name that says whose it is: `customer_email`, `Contact.Phone`, `properties.firstname`."""


_LETTERS: Final = str.maketrans({"ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "æ": "ae", "ı": "i"})


@cache
def words() -> dict[str, str]:
    """Folded column name -> attribute; the first table that has a word decides. 18,000 words, built once in 10 ms."""
    known: dict[str, str] = {}
    for word, attribute in (*_customer_profiles(), *_plain(), *_contact_points(), *_address_parts()):
        known.setdefault(word, attribute)
    return known


def fold(header: str) -> str:
    """Lower case, letters and digits only, without accents: `Prénom` -> `prenom`, `Geburts-Datum` -> `geburtsdatum`."""
    if not header.isascii():
        header = unicodedata.normalize("NFKD", header.translate(_LETTERS)).casefold()
    return "".join(filter(str.isalnum, header.lower()))


def _folded(listed: str) -> list[str]:
    return [fold(word) for word in listed.split()]


def _customer_profiles() -> Iterator[tuple[str, str]]:
    return ((fold(attribute), attribute) for attribute in ATTRIBUTES)


def _plain() -> Iterator[tuple[str, str]]:
    yield from ((word, "FullName") for word in FLEXIBLE_NAMES)
    yield from ((word, attribute) for attribute, listed in _WORDS.items() for word in _folded(listed))


def _contact_points() -> Iterator[tuple[str, str]]:
    """Every kind before and after every word: `work_phone`, `phone (work)`, `private_email`."""
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
