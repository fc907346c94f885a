"""How certificates are usually watched: one endpoint after the other, with Python's ssl module.

usage: certificates.py usual|reused CA_FILE SERVER_NAME ADDRESS:PORT...

usual: a default context for each endpoint, which loads the system's authorities each time, as scripts for this do.
reused: one context for all, which loads CA_FILE alone.
"""

import socket
import ssl
import sys

context_is, ca_file, server_name, *addresses = sys.argv[1:]


def usual_context():
    context = ssl.create_default_context()
    context.load_verify_locations(ca_file)
    return context


one_context = ssl.create_default_context(cafile=ca_file)
for address in addresses:
    host, port = address.rsplit(":", 1)
    context = usual_context() if context_is == "usual" else one_context
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        with context.wrap_socket(raw, server_hostname=server_name) as tls:
            assert tls.getpeercert()["notAfter"]
