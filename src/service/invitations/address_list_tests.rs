//! Lists as people send them.

use uuid::Uuid;

use super::*;

fn areas() -> Vec<Area> {
    let area = |number, name: &str| Area {
        id: Uuid::from_u128(number),
        programme_id: Uuid::nil(),
        name: name.to_owned(),
        municipality: "Opdigtet".to_owned(),
    };
    vec![area(1, "Opdigtet Nord"), area(2, "Åparken")]
}

fn faults(file: &str) -> Vec<(u64, Wrong)> {
    read(file.as_bytes(), &areas()).unwrap_err().into_iter().map(|fault| (fault.line, fault.wrong)).collect()
}

#[test]
fn a_list_is_read_however_it_was_saved() {
    let list = "Navn;Adresse;Postnr;By;Område;Afdeling;E-mail;Telefon;Digital Post;Sprog\r\n\
                Familien Ærø;\"Opdigtet Allé 1, 2. tv\";4220;Opdigtet;åparken;15;Nobody@Invented.example;20 12 34 56;M-000123;arabisk\r\n\
                ;;;;;;;;;\r\n\
                Bo Bøg;Opdigtet Allé 3;;;;;;;;\r\n";
    let with_mark = ["\u{feff}", list].concat();
    let latin: Vec<u8> = list.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap()).collect();
    let commas = list.replace("\"Opdigtet Allé 1, 2. tv\"", "Opdigtet Allé 1 2. tv").replace(';', ",");
    let expected = read(list.as_bytes(), &areas()).unwrap();
    assert_eq!(read(with_mark.as_bytes(), &areas()).unwrap(), expected);
    assert_eq!(read(&latin, &areas()).unwrap(), expected);
    assert_eq!(read(commas.as_bytes(), &areas()).unwrap()[0].address, "Opdigtet Allé 1 2. tv\n4220 Opdigtet");
    let [one, other] = &expected[..] else { panic!("two") };
    assert_eq!((one.name.as_str(), one.address.as_str()), ("Familien Ærø", "Opdigtet Allé 1, 2. tv\n4220 Opdigtet"));
    assert_eq!((one.area_id, one.language.as_str()), (Some(Uuid::from_u128(2)), "ar"));
    assert_eq!(one.email.as_deref(), Some("nobody@invented.example"));
    assert_eq!((one.phone.as_deref(), one.post_reference.as_deref()), (Some("+4520123456"), Some("M-000123")));
    assert_eq!((other.language.as_str(), other.area_id, other.phone.as_deref()), ("da", None, None));
}

#[test]
fn every_line_that_is_wrong_is_told_by_its_number() {
    let list = "navn,adresse,område,mail,telefon,sprog,digital_post\n\
                ,Opdigtet Allé 1,,,,,\n\
                Bo,,,,,,\n\
                Bo,\"Opdigtet\nAllé 2\",,,,,\n\
                Bo,Opdigtet Allé 3,Atlantis,,,,\n\
                Bo,Opdigtet Allé 4,,bo,,,\n\
                Bo,Opdigtet Allé 5,,,0101901234,,\n\
                Bo,Opdigtet Allé 6,,,,klingon,\n\
                BO,\"opdigtet\nallé 2\",Opdigtet Nord,,,en,\n\
                Bo,Opdigtet Allé 7,,,,,,x\n\
                Bo,,,,,,<x>\n\
                Bo,,,,,,010190-1234\n";
    let expected = [
        (2, Wrong::Name),
        (3, Wrong::Nowhere),
        (6, Wrong::Area("Atlantis".to_owned())),
        (7, Wrong::Email),
        (8, Wrong::Phone),
        (9, Wrong::Language("klingon".to_owned())),
        (10, Wrong::Again(4)),
        (12, Wrong::Fields),
        (13, Wrong::Reference),
        (14, Wrong::PersonNumber),
    ];
    assert_eq!(faults(list), expected);
}

#[test]
fn a_file_that_is_no_list_is_told_so() {
    assert_eq!(faults(""), [(1, Wrong::Empty)]);
    assert_eq!(faults("navn;adresse\n"), [(1, Wrong::Empty)]);
    assert_eq!(faults("adresse;by\nx;y"), [(1, Wrong::NoNames)]);
    assert_eq!(
        faults("navn;cpr;NAVN\nx;y"),
        [(1, Wrong::Column("cpr".into())), (1, Wrong::ColumnTwice("NAVN".into()))]
    );
    assert!(read(b"PK\x03\x04\0\0\xff\xfe", &areas()).is_err());
    let endless = format!("navn;adresse\n{}", "x;\n".repeat(1_000));
    assert_eq!(faults(&endless).len(), 100);
}
