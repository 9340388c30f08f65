//! A link that somebody is to open, most likely on a phone.

use std::io;
use std::net::{SocketAddr, UdpSocket};

use fast_qr::QRBuilder;

use super::output::say;

/// Writes a link, and its QR code.
pub(super) fn say_link(link: &str) -> io::Result<()> {
    say(format_args!("\n  {link}\n"))?;
    match QRBuilder::new(link).build() {
        Ok(code) => say(format_args!("{}\n", code.to_str())),
        Err(_) => Ok(()),
    }
}

/// Where others find this machine, if the server listens on all of its addresses: the one it would speak to the world from.
/// Asking for it sends nothing.
pub(super) fn reachable(bound: SocketAddr) -> SocketAddr {
    if !bound.ip().is_unspecified() {
        return bound;
    }
    let own = || {
        let socket = UdpSocket::bind((bound.ip(), 0))?;
        // An address that is kept for documentation (RFC 5737) and belongs to nobody.
        socket.connect(("192.0.2.1", 9))?;
        socket.local_addr()
    };
    own().map_or(bound, |own| SocketAddr::new(own.ip(), bound.port()))
}
