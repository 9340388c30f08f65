//! `ready`: whether the server of these settings can serve, for whatever watches a container.

use std::io::{Read, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::process::ExitCode;
use std::time::Duration;

use super::Failure;
use super::output::say;
use crate::config::{Config, Overrides};

/// Whoever takes longer cannot serve.
const PATIENCE: Duration = Duration::from_secs(3);
/// Of a reply, more is not looked at.
const MOST: u64 = 4_096;

pub(super) fn run(overrides: Overrides) -> Result<ExitCode, Failure> {
    let config = Config::load(overrides)?;
    let reply = ask(reachable(config.listen))?;
    if reply.starts_with("HTTP/1.1 200 ") {
        say("ready")?;
        return Ok(ExitCode::SUCCESS);
    }
    Err(format!("the server says: {}", reply.lines().next().unwrap_or_default()).into())
}

/// Where a server that listens on all addresses of this machine is found from here.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

fn ask(address: SocketAddr) -> std::io::Result<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    write!(stream, "GET /readyz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n")?;
    let mut reply = Vec::new();
    stream.take(MOST).read_to_end(&mut reply)?;
    Ok(String::from_utf8_lossy(&reply).into_owned())
}
