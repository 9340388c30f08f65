"""A mail server for tests: keeps what it takes as one JSON file a mail, read by Python's own parser of mails.

A recipient says how it is treated: `later.…` is refused for the moment the first time, `never.…` for ever.
Prints its two ports when it listens, the one with encryption and password last.
"""

import asyncio
import email
import email.policy
import json
import ssl
import sys
from pathlib import Path

from aiosmtpd.smtp import SMTP, AuthResult

folder = Path(sys.argv[1])
mails = folder / "mails"


class Keeper:
    def __init__(self):
        self.refused = set()
        self.count = 0

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("never."):
            return f"550 5.1.1 <{address}> is nobody here"
        if address.startswith("later.") and address not in self.refused:
            self.refused.add(address)
            return f"451 4.7.1 <{address}> come back later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
        parts = [
            {"type": part.get_content_type(), "header": str(part["Content-Type"]), "content": part.get_content()}
            for part in mail.walk()
            if not part.is_multipart()
        ]
        kept = {
            "from": envelope.mail_from,
            "to": envelope.rcpt_tos,
            "headers": [[name, str(value)] for name, value in mail.items()],
            "encrypted": session.ssl is not None,
            "parts": parts,
        }
        self.count += 1
        written = mails / f"{self.count}.tmp"
        written.write_text(json.dumps(kept))
        written.rename(mails / f"{envelope.rcpt_tos[0]}.{self.count}.json")
        return "250 OK"


def authenticate(server, session, envelope, mechanism, data):
    return AuthResult(success=(data.login, data.password) == (b"invented", b"secret"), handled=False)


async def main():
    mails.mkdir()
    keeper = Keeper()
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "certificate.pem", folder / "key.pem")
    secret = {
        "tls_context": context,
        "require_starttls": True,
        "authenticator": authenticate,
        "auth_required": True,
    }
    loop = asyncio.get_running_loop()
    servers = [
        await loop.create_server(lambda: SMTP(keeper, hostname="invented.example"), "127.0.0.1", 0),
        await loop.create_server(lambda: SMTP(keeper, hostname="invented.example", **secret), "127.0.0.1", 0),
    ]
    print(*(server.sockets[0].getsockname()[1] for server in servers), flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
