"""The words of Suricata rules that AWS Network Firewall takes, and those that it does not.

Suricata 7's rule documentation, and the limitations and caveats of the Network Firewall developer guide
(2026-11).
"""

from __future__ import annotations

from collections.abc import Mapping

ACTIONS = ("pass", "drop", "reject", "alert")

PROTOCOLS = (
    "ip", "tcp", "tcp-pkt", "tcp-stream", "udp", "icmp",
    "dcerpc", "dhcp", "dns", "ftp", "http", "http1", "http2", "ikev2", "imap", "krb5", "msn", "ntp", "quic",
    "rdp", "smb", "smtp", "snmp", "ssh", "tftp", "tls",
)  # fmt: skip

KEYWORDS = (
    # about the rule
    "msg", "sid", "rev", "gid", "classtype", "metadata", "reference", "target", "noalert",
    # about the connection and the packet
    "flow", "flowbits", "flowint", "xbits", "hostbits", "stream_size", "ip_proto", "ttl", "tos", "fragbits",
    "fragoffset", "ipopts", "sameip", "id", "geoip", "flags", "tcp.flags", "seq", "ack", "window",
    "tcp.mss", "itype", "icode", "icmp_id", "icmp_seq", "app-layer-protocol", "app-layer-event", "dsize",
    # about the payload
    "content", "nocase", "depth", "offset", "distance", "within", "startswith", "endswith", "fast_pattern",
    "rawbytes", "isdataat", "bsize", "byte_test", "byte_jump", "byte_extract", "byte_math", "pcre",
    "replace", "urilen", "dotprefix", "to_lowercase", "to_md5", "to_sha1", "to_sha256",
    "compress_whitespace", "strip_whitespace", "url_decode", "xor", "pkt_data", "file_data",
    # about what it carries
    "dns.opcode", "dns.query", "dns_query", "http.accept", "http.content_type", "http.cookie", "http.header",
    "http.header_names", "http.host", "http.host.raw", "http.method", "http.protocol", "http.referer",
    "http.request_body", "http.request_header", "http.request_line", "http.response_body", "http.server",
    "http.stat_code", "http.stat_msg", "http.uri", "http.uri.raw", "http.user_agent", "ja3.hash",
    "ja3.string", "ja3s.hash", "ja3s.string", "ja4.hash", "krb5_cname", "krb5_msg_type", "krb5_sname",
    "smb.named_pipe", "smb.share", "ssh.hassh", "ssh.hassh.server", "ssh.hassh.string", "ssh.proto",
    "ssh.software", "ssl_state", "ssl_version", "tls.cert_chain_len", "tls.cert_fingerprint",
    "tls.cert_issuer", "tls.cert_serial", "tls.cert_subject", "tls.certs", "tls.random", "tls.sni",
    "tls.version", "tls_cert_expired", "tls_cert_notafter", "tls_cert_notbefore", "tls_cert_valid",
)  # fmt: skip

REFUSED_KEYWORDS: Mapping[str, str] = {
    "dataset": "there are no data sets",
    "datarep": "there are no data sets",
    "detection_filter": "there are no thresholds",
    "threshold": "there are no thresholds",
    "cip_service": "ENIP and CIP are not read",
    "enip_command": "ENIP and CIP are not read",
    "filestore": "there are no files",
    "fileext": "there are no files",
    "filemagic": "there are no files",
    "filemd5": "there are no files",
    "filename": "there are no files",
    "filesha1": "there are no files",
    "filesha256": "there are no files",
    "filesize": "there are no files",
    "iprep": "there is no reputation of addresses",
    "lua": "there are no scripts",
    "luajit": "there are no scripts",
    "priority": "in strict order the order of the rules decides",
}
"""Keywords that Suricata has, and why they are refused."""

BUFFERS: Mapping[str, tuple[str, ...]] = {
    "dns": ("dns", "tcp", "udp"),
    "http": ("http", "http1", "http2", "tcp"),
    "ssh": ("ssh", "tcp"),
    "tls": ("tls", "tcp"),
}
"""Of keywords that look into a protocol, the protocols that a rule with them may be about."""

MODIFIERS = (
    "nocase", "depth", "offset", "distance", "within", "startswith", "endswith", "fast_pattern", "rawbytes",
    "replace",
)  # fmt: skip
"""Keywords about the content that stands before them."""

BARE = (
    "nocase", "startswith", "endswith", "rawbytes", "noalert", "sameip", "dotprefix", "to_lowercase",
    "file_data", "pkt_data",
)  # fmt: skip
"""Keywords without a value."""

VALUED_BUFFERS = ("dns.opcode", "tcp.flags", "tcp.mss", "tls.cert_chain_len", "tls.version")
"""Of keywords with a dot, those that hold what is looked for themselves."""

PAYLOAD = (
    "content", "pcre", "bsize", "isdataat", "byte_test", "byte_jump", "byte_extract", "byte_math", "urilen",
)  # fmt: skip
"""Keywords that look for something in the payload, or in the buffer before them."""

FLOW_WORDS = (
    "to_client", "to_server", "from_client", "from_server", "established", "not_established", "stateless",
    "only_stream", "no_stream", "only_frag", "no_frag",
)  # fmt: skip

FLOW_CONTRADICTIONS = (
    (frozenset(("to_server", "from_client")), frozenset(("to_client", "from_server"))),
    (frozenset(("established",)), frozenset(("not_established", "stateless"))),
    (frozenset(("only_stream",)), frozenset(("no_stream",))),
    (frozenset(("only_frag",)), frozenset(("no_frag",))),
)
"""Words of which a flow can be one or the other."""

TLS_VERSIONS = ("sslv2", "sslv3", "tls1.0", "tls1.1", "tls1.2", "tls1.3")
