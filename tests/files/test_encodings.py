"""Files that spreadsheets wrote before Unicode, in the encoding of their country."""

from __future__ import annotations

from pathlib import Path

import pytest

from onefold.files import read_inputs
from onefold.files.encodings import encoding_of

TABLES = [
    ("cp1252", "Kunde;Straße\n1;Müller\n2;Schröder\n3;Weiß\n"),
    ("cp1252", "Nom;Prénom;Téléphone\nDurand;Hélène;0123\nLefèvre;Zoé;0456\n"),
    ("cp1252", "name,city\nJosé,Málaga\nPeña,Logroño\nMuñoz,Cádiz\n"),
    ("cp1252", "name,email\nJosé Muñoz,j@example.com\n"),
    ("cp1252", "name;street\nSørensen;Ågade\nØstergård;Blågårdsgade\n"),
    ("cp1252", "a;b\n“quoted”;x – y\n5°;€\n"),
    ("cp1250", "Imię;Nazwisko;Miasto\nMałgorzata;Wiśniewska;Łódź\nŁukasz;Dąbrowski;Kraków\n"),
    ("cp1250", "Jméno;Příjmení\nJiří;Dvořák\nŽofie;Šťastná\n"),
    ("cp1250", "id;name\n1;Łukasz Wiśniewski\n2;Małgorzata Dąbrowska\n"),
    ("cp1254", "Ad;Soyad;Şehir\nAyşe;Yılmaz;İstanbul\nÇağla;Öztürk;Muğla\n"),
    ("cp1251", "ID;Фамилия;Имя\n1;Иванов;Иван\n2;Петрова;Анна\n"),
    ("cp1251", "id,name\n1,Иван Иванов\n"),
    ("cp1251", "id;name\n1;Оксана Шевченко\n2;Їжак Ігор\n3;ИВАНОВ\n"),
    ("koi8_r", "Фамилия;Имя\nИванов;Иван\nПетрова;Анна\n"),
    ("cp1253", "Όνομα;Επώνυμο\nΓιώργος;Παπαδόπουλος\nΜαρία;Νικολάου\n"),
    ("cp1255", "שם פרטי,טלפון\nדוד,03\nרחל,04\n"),
    ("cp1255", "id,name\n1,דוד כהן\n"),
    ("cp1256", "id,name\n1,محمد علي\n2,فاطمة\n"),
    ("cp874", "ชื่อ,โทรศัพท์\nสมชาย,02\nสมหญิง,03\n"),
    ("cp932", "顧客番号,氏名,電話番号\n1,山田 太郎,03\n2,鈴木花子,04\n"),
    ("cp932", "id,name\n1,山田 太郎\n2,ヤマダ タロウ\n"),
    ("euc_jp", "氏名,電話\n山田 タロウ,03\n鈴木はなこ,04\n"),
    ("gb2312", "姓名,电话,邮箱\n王伟,138,a@example.cn\n李娜,139,c@example.cn\n"),
    ("gb18030", "id,name\n1,王小明\n2,李丽\n"),
    ("big5", "姓名,電話\n陳大文,02\n林小美,03\n"),
    ("cp949", "이름,전화번호\n김철수,010\n박영희,011\n"),
    ("cp949", "id,name\n1,김철수\n2,박영희\n"),
]


@pytest.mark.parametrize(("codec", "text"), TABLES)
def test_a_small_table_is_enough_to_know_its_encoding(codec: str, text: str) -> None:
    found = encoding_of(text.encode(codec))
    assert text.encode(codec).decode(found.codec) == text
    assert found.name


@pytest.mark.parametrize(
    ("codec", "text", "mapping"),
    [
        ("cp932", "氏名,電話番号\n山田 太郎,03-1234-5678\n", {"FullName": "氏名", "PhoneNumber": "電話番号"}),
        ("cp1251", "Фамилия;Имя\nИванов;Иван\n", {"FirstName": "Имя", "LastName": "Фамилия"}),
        ("cp1250", "Imię;Nazwisko\nŁukasz;Wiśniewski\n", {"FirstName": "Imię", "LastName": "Nazwisko"}),
        ("cp1252", "Vorname;Straße\nJörg;Grüner Weg 1\n", {"FirstName": "Vorname", "Address.Address1": "Straße"}),
    ],
)
def test_a_file_is_read_in_its_encoding_and_that_is_said(
    codec: str, text: str, mapping: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(codec))
    (source,) = read_inputs([path]).sources
    assert dict(source.mapping) == mapping
    assert any(note.startswith("not UTF-8; such letters were read as ") for note in source.notes)


@pytest.mark.parametrize("before", [0, 300_000])
def test_stray_bytes_in_unicode_leave_the_rest_as_it_is(before: int, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    ascii_rows = b"Jo Doe,Reno\n" * (before // 12)
    path.write_bytes(b"name,city\n" + ascii_rows + "山田 太郎,京都市\nИван,Омск\n".encode() + b"Jos\xe9,Oslo\n")
    names = read_inputs([path]).records["FullName"].to_pylist()
    assert names[-3:] == ["山田 太郎", "Иван", "José"]


def test_bytes_that_are_no_text_in_any_encoding_are_still_read() -> None:
    assert encoding_of(bytes(range(128, 256)) * 3).codec
    assert encoding_of(b"name\n\xff\xfe\xfd\n").codec
