//! Tests of the settings: where a value comes from, and that every mistake names its variable without showing a secret.

use std::fs;

use super::names::NAMES;
use super::*;

fn load(variables: &[(&str, &str)]) -> Result<Config, Error> {
    load_with(variables, Overrides::default())
}

fn load_with(variables: &[(&str, &str)], overrides: Overrides) -> Result<Config, Error> {
    let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Config::from_variables(variables.collect(), overrides)
}

fn faults(variables: &[(&str, &str)]) -> Vec<String> {
    match load(variables) {
        Err(Error::Settings(faults)) => faults,
        other => panic!("expected faults, got {other:?}"),
    }
}

#[test]
fn nothing_needs_to_be_set() {
    let config = load(&[("PATH", "/bin"), ("NABOSVAR_TEST_POSTGRES", "x")]).unwrap();
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!(config.base_url(config.listen), "http://127.0.0.1:8080");
    assert_eq!(config.database_url, None);
}

#[test]
fn the_command_line_goes_before_the_environment_and_that_before_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("settings.toml");
    fs::write(&file, "draft_days = 3\nlisten = \"127.0.0.1:1\"\nlog_format = \"json\"\nbody_limit = 2048").unwrap();
    let overrides = Overrides { file: Some(file), listen: Some("127.0.0.1:3".parse().unwrap()), data: None };
    let variables = [("NABOSVAR_LISTEN", "127.0.0.1:2"), ("NABOSVAR_BODY_LIMIT", "4096")];
    let config = load_with(&variables, overrides).unwrap();
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.body_limit, 4096);
    assert_eq!(config.draft_days, 3);
    assert_eq!(config.log_format, Format::Json);
}

#[test]
fn a_bucket_needs_its_keys_and_a_program_that_can_use_it() {
    let told = faults(&[("NABOSVAR_S3_BUCKET", "invented"), ("NABOSVAR_S3_ENDPOINT", "there")]).join("\n");
    assert_eq!(told.contains("--features s3"), cfg!(not(feature = "s3")), "{told}");
    for name in ["NABOSVAR_S3_ACCESS_KEY", "NABOSVAR_S3_SECRET_KEY", "NABOSVAR_S3_ENDPOINT"] {
        assert!(told.contains(name), "{told}");
    }
    let keys = [("NABOSVAR_S3_BUCKET", "invented"), ("NABOSVAR_S3_ACCESS_KEY", "a"), ("NABOSVAR_S3_SECRET_KEY", "b")];
    assert_eq!(load(&keys).is_ok(), cfg!(feature = "s3"));
}

#[test]
fn streams_need_a_server_and_a_program_that_can_use_it() {
    for url in ["nats://127.0.0.1:4222", "tls://nats.example.dk", "nats://[::1]:4222"] {
        let told = load(&[("NABOSVAR_NATS", url)]).map_err(|error| error.to_string());
        assert_eq!(told.is_ok(), cfg!(feature = "nats"), "{told:?}");
    }
    for url in
        ["nats.example.dk", "https://nats.example.dk", "nats://", "nats://:4222", "nats://a:secret@b", "tls://a/b"]
    {
        let told = faults(&[("NABOSVAR_NATS", url)]).join("\n");
        assert!(told.contains("must be an address like tls://") && !told.contains("secret"), "{url}: {told}");
        assert_eq!(told.contains("--features nats"), cfg!(not(feature = "nats")), "{told}");
    }
    let told = faults(&[("NABOSVAR_NATS_CREDENTIALS", "/nowhere")]).join("\n");
    assert!(told.starts_with("NABOSVAR_NATS (") && told.contains("has to be set"), "{told}");
}

#[test]
fn no_password_for_mails_goes_over_a_network_in_plain_text() {
    let from = ("NABOSVAR_MAIL_FROM", "post@invented.example");
    for url in [
        "smtp://a:secret@invented.example",
        "smtp://a:secret@invented.example:25?tls=opportunistic",
        "smtp://a:secret@localhost.invented.example",
        "smtp://a:secret@invented.example/?a=localhost",
        "http://invented.example",
    ] {
        let told = faults(&[("NABOSVAR_MAIL_URL", url), from]).join("\n");
        assert!(told.starts_with("NABOSVAR_MAIL_URL") && !told.contains("secret"), "{url}: {told}");
    }
    for url in [
        "smtp://a:secret@invented.example?tls=required",
        "smtp://a:secret@invented.example/name?tls=required",
        "smtps://a:secret@invented.example",
        "smtp://a:secret@localhost:2525",
        "smtp://invented.example",
    ] {
        assert!(load(&[("NABOSVAR_MAIL_URL", url), from]).is_ok(), "{url}");
    }
    let told = faults(&[("NABOSVAR_MAIL_URL", "smtp://invented.example")]).join("\n");
    assert!(told.starts_with("NABOSVAR_MAIL_FROM"), "{told}");
}

#[test]
fn a_provider_is_spoken_to_with_encryption_and_known_by_a_secret() {
    let client = [("NABOSVAR_OIDC_CLIENT_ID", "a"), ("NABOSVAR_OIDC_CLIENT_SECRET", "secret")];
    let with = |issuer| [client[0], client[1], ("NABOSVAR_OIDC_ISSUER", issuer)];
    for issuer in ["http://login.invented.example", "http://localhost.invented.example", "login", "https://a/?b=c"] {
        let told = faults(&with(issuer)).join("\n");
        assert!(told.starts_with("NABOSVAR_OIDC_ISSUER") && !told.contains("secret ("), "{issuer}: {told}");
    }
    for issuer in ["https://login.invented.example/realms/staff", "http://127.0.0.1:3000", "http://localhost/oidc"] {
        assert!(load(&with(issuer)).is_ok(), "{issuer}");
    }
    let told = faults(&[("NABOSVAR_OIDC_ISSUER", "https://login.invented.example")]);
    assert_eq!(told.len(), 2, "{told:?}");
}

#[test]
fn a_file_that_was_asked_for_must_be_there() {
    let overrides = Overrides { file: Some(PathBuf::from("/nowhere/settings.toml")), ..Overrides::default() };
    assert!(matches!(load_with(&[], overrides), Err(Error::File(_))));
}

#[test]
fn every_mistake_is_reported_with_its_variable() {
    let faults = faults(&[
        ("NABOSVAR_LISTEN", "everywhere"),
        ("NABOSVAR_DRAFT_DAYS", "many"),
        ("NABOSVAR_BODY_LIMIT", "12"),
        ("NABOSVAR_TIME_ZONE", "Europe/Korsoer"),
        ("NABOSVAR_LISSEN", "127.0.0.1:80"),
        ("NABOSVAR_PUBLIC_URL", "our server"),
    ]);
    let known = NAMES.join(", ");
    assert_eq!(
        faults,
        [
            &*format!("NABOSVAR_LISSEN (lissen in the settings file): there is no such setting; there are {known}"),
            "NABOSVAR_LISTEN (listen in the settings file): is not a value of the right kind",
            "NABOSVAR_DRAFT_DAYS (draft_days in the settings file): must be an integer",
            "NABOSVAR_BODY_LIMIT (body_limit in the settings file): must lie between 1024 and 67108864",
            "NABOSVAR_PUBLIC_URL (public_url in the settings file): must be an address like https://svar.example.dk",
            "NABOSVAR_TIME_ZONE (time_zone in the settings file): must be a time zone like Europe/Copenhagen",
        ]
    );
}

#[test]
fn a_secret_is_never_printed() {
    let config = load(&[("NABOSVAR_DATABASE_URL", "postgres://nabo:hunter2@db/nabosvar")]).unwrap();
    assert_eq!(config.database_url.as_ref().map(Secret::expose), Some("postgres://nabo:hunter2@db/nabosvar"));
    assert!(!format!("{config:?}").contains("hunter2"));
    let faults = faults(&[("NABOSVAR_DATABASE_URL", "mysql://nabo:hunter2@db"), ("NABOSVAR_DRAFT_DAYS", "hunter2")]);
    assert_eq!(faults.len(), 2);
    assert!(!faults.concat().contains("hunter2"));
}

#[test]
fn links_are_made_only_of_an_address_of_the_web() {
    for address in ["https://svar.example.dk", "http://127.0.0.1:8080/", "https://example.dk/svar"] {
        assert!(load(&[("NABOSVAR_PUBLIC_URL", address)]).is_ok(), "{address}");
    }
    for address in ["javascript:alert", "http://x/?q", "https://x/#f", "https://u:p@x", "https:///x", "ftp://x"] {
        assert_eq!(faults(&[("NABOSVAR_PUBLIC_URL", address)]).len(), 1, "{address}");
    }
}

#[test]
fn messages_go_nowhere_in_plain_text_and_nowhere_unsigned() {
    let secret = ("NABOSVAR_SMS_WEBHOOK_SECRET", "invented");
    for url in ["https://sms.example.dk/messages?key=a", "http://127.0.0.1:9000/sms", "http://localhost?to=all"] {
        assert!(load(&[("NABOSVAR_SMS_WEBHOOK", url), secret]).is_ok(), "{url}");
    }
    for url in [
        "http://sms.example.dk/",
        "http://127.0.0.1.example.dk/",
        "ftp://sms.example.dk",
        "https://",
        "sms",
        "https://a:secret@b.dk",
    ] {
        let told = faults(&[("NABOSVAR_SMS_WEBHOOK", url), secret]).join("\n");
        assert!(told.contains("NABOSVAR_SMS_WEBHOOK (") && !told.contains("secret@"), "{url}: {told}");
    }
    let told = faults(&[("NABOSVAR_DIGITAL_POST_WEBHOOK", "https://post.example.dk")]).join("\n");
    assert!(told.starts_with("NABOSVAR_DIGITAL_POST_WEBHOOK_SECRET ("), "{told}");
}
