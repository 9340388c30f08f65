//! PostgreSQL's own programs for copies of a database. They get the address in variables and not as arguments, because
//! everyone on the machine can read arguments, and a password is in it.

use std::path::Path;
use std::process::Stdio;

use sea_orm::sqlx::postgres::{PgConnectOptions, PgSslMode};

use super::Error;

/// Of what a program complains about, no more is repeated.
const MOST_TOLD: usize = 2_000;

/// Writes what the database holds at an exported moment into a file.
pub(super) async fn dump(url: &str, moment: &str, file: &Path) -> Result<(), Error> {
    let arguments = ["--format=custom", "--no-owner", "--no-privileges", "--snapshot", moment, "--file"];
    run("pg_dump", url, &arguments, file).await
}

/// Reads such a file into an empty database, in one transaction.
pub(super) async fn restore(url: &str, file: &Path) -> Result<(), Error> {
    let variables = variables(url)?;
    let database = variables.iter().find(|(name, _)| *name == "PGDATABASE").map(|(_, value)| value.as_str());
    let arguments = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", "--dbname"];
    let arguments = [&arguments[..], &[database.unwrap_or_default()]].concat();
    run("pg_restore", url, &arguments, file).await
}

async fn run(program: &'static str, url: &str, arguments: &[&str], file: &Path) -> Result<(), Error> {
    let failed = |source| Error::NoTool { program, source };
    let mut command = std::process::Command::new(program);
    command.args(arguments).arg(file).envs(variables(url)?).arg("--no-password");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
    let output = tokio::task::spawn_blocking(move || command.output()).await;
    let output = output.map_err(|_| Error::Tool { program, words: "it was not waited for".to_owned() })?;
    let output = output.map_err(failed)?;
    if output.status.success() {
        return Ok(());
    }
    let words = String::from_utf8_lossy(&output.stderr).trim().chars().take(MOST_TOLD).collect();
    Err(Error::Tool { program, words })
}

/// An address as libpq's variables.
fn variables(url: &str) -> Result<Vec<(&'static str, String)>, Error> {
    let options: PgConnectOptions = url.parse().map_err(|_| Error::Address)?;
    let host = options.get_socket().map(|socket| socket.display().to_string());
    let mut variables = vec![
        ("PGHOST", host.unwrap_or_else(|| options.get_host().trim_matches(['[', ']']).to_owned())),
        ("PGPORT", options.get_port().to_string()),
        ("PGUSER", options.get_username().to_owned()),
        ("PGDATABASE", options.get_database().unwrap_or(options.get_username()).to_owned()),
        ("PGSSLMODE", ssl_mode(options.get_ssl_mode()).to_owned()),
    ];
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let authority = address.split_once("://").map_or("", |(_, rest)| rest).split('/').next().unwrap_or_default();
    let password = authority.rsplit_once('@').and_then(|(user, _)| user.split_once(':'));
    variables.extend(password.map(|(_, password)| ("PGPASSWORD", decode(password))));
    for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
        let variable = match name {
            "password" => "PGPASSWORD",
            "sslrootcert" | "ssl-root-cert" | "ssl-ca" => "PGSSLROOTCERT",
            "sslcert" | "ssl-cert" => "PGSSLCERT",
            "sslkey" | "ssl-key" => "PGSSLKEY",
            _ => continue,
        };
        variables.push((variable, decode(&value.replace('+', " "))));
    }
    Ok(variables)
}

fn ssl_mode(mode: PgSslMode) -> &'static str {
    match mode {
        PgSslMode::Disable => "disable",
        PgSslMode::Allow => "allow",
        PgSslMode::Prefer => "prefer",
        PgSslMode::Require => "require",
        PgSslMode::VerifyCa => "verify-ca",
        PgSslMode::VerifyFull => "verify-full",
    }
}

/// Text in which `%23` stands for `#`.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text;
    while let Some((plain, coded)) = rest.split_once('%') {
        bytes.extend_from_slice(plain.as_bytes());
        rest = coded;
        if let Some(byte) = coded.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            bytes.push(byte);
            rest = coded.get(2..).unwrap_or_default();
        } else {
            bytes.push(b'%');
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(url: &str, name: &str) -> Option<String> {
        variables(url).unwrap().into_iter().rfind(|(given, _)| *given == name).map(|(_, value)| value)
    }

    #[test]
    fn an_address_becomes_variables() {
        let url =
            "postgres://invented:p%40ss%23%C3%B8%@db.example.dk:5433/svar?sslmode=verify-full&sslrootcert=%2Fa%2Fb.pem";
        for (name, value) in [
            ("PGHOST", "db.example.dk"),
            ("PGPORT", "5433"),
            ("PGUSER", "invented"),
            ("PGPASSWORD", "p@ss#ø%"),
            ("PGDATABASE", "svar"),
            ("PGSSLMODE", "verify-full"),
            ("PGSSLROOTCERT", "/a/b.pem"),
        ] {
            assert_eq!(told(url, name).as_deref(), Some(value), "{name}");
        }
    }

    #[test]
    fn sockets_and_missing_parts_are_understood() {
        let url = "postgres:///svar?host=/run/postgresql&user=nobody";
        assert_eq!(told(url, "PGHOST").as_deref(), Some("/run/postgresql"));
        assert_eq!(told(url, "PGUSER").as_deref(), Some("nobody"));
        assert_eq!(told(url, "PGPASSWORD"), None);
        assert_eq!(told("postgres://a@[::1]/b", "PGHOST").as_deref(), Some("::1"));
        assert_eq!(told("postgres://a@host", "PGDATABASE").as_deref(), Some("a"));
    }
}
