"""How certificates are usually watched: one endpoint after the other, with Python's ssl module.

usage: certificates.py CA_FILE SERVER_NAME ADDRESS:PORT...
"""

import socket
import ssl
import sys

ca_file, server_name, *addresses = sys.argv[1:]
context = ssl.create_default_context(cafile=ca_file)
for address in addresses:
    host, port = address.rsplit(":", 1)
    with socket.create_connection((host, int(port)), timeout=10) as raw:
        with context.wrap_socket(raw, server_hostname=server_name) as tls:
            assert tls.getpeercert()["notAfter"]
