"""A mail server that is asked for secrecy shows who it is, or gets neither letter nor password."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.servers.mail import Mailbox
from tests.servers.s3 import free_port
from webinars.kernel.clock import system_clock
from webinars.outbox.delivery import NotDelivered, post_office


def certificate(folder: Path) -> Path:
    """Write a certificate that vouches for itself, with its key, for 127.0.0.1."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "mail.example")])
    today = system_clock()
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .sign(key, hashes.SHA256())
    )
    written = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path = folder / "mail.pem"
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM) + written)
    return path


@contextmanager
def serving(scheme: str, shown: Path) -> Iterator[tuple[str, Mailbox]]:
    """Run a server that shows the certificate `shown`; yield its address and what it was given."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(shown)
    mailbox, port = Mailbox(), free_port()
    how: dict[str, Any] = {"ssl_context" if scheme == "smtps" else "tls_context": context}
    controller = Controller(mailbox, hostname="127.0.0.1", port=port, **how)
    controller.start()
    try:
        yield f"{scheme}://127.0.0.1:{port}", mailbox
    finally:
        controller.stop()


def letter() -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"] = "webinars@example.org", "amina@example.org"
    message["Message-ID"] = "<one@example.org>"
    message.set_content("Dear Amina Mfano")
    return message


@pytest.mark.parametrize("scheme", ["smtps", "smtp+starttls"])
def test_only_a_server_that_somebody_trusted_vouches_for_gets_letters(
    scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever stands between could else read every link, and the password of the mail account."""
    shown = certificate(tmp_path)
    with serving(scheme, shown) as (url, mailbox):
        send = post_office(url, tmp_path)

        with pytest.raises(NotDelivered, match="SSLCertVerificationError"):
            send(letter())
        assert mailbox.messages == []

        monkeypatch.setenv("SSL_CERT_FILE", str(shown))
        send(letter())
        assert len(mailbox.messages) == 1
