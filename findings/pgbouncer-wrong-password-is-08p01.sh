#!/bin/sh
# Package:   pgbouncer 1.18.0-1+deb12u1 (Debian 12), with auth_type md5 and userlist.txt
# Behaviour: to a wrong password it answers with SQLSTATE 08P01, protocol violation:
#                08P01 password authentication failed
# The guess: 28P01, invalid password, as PostgreSQL answers (PostgreSQL documentation, Appendix A).
# Why not:   this version has one SQLSTATE for all that it refuses itself, as if the client broke the protocol.
# Costs:     class 08 is that of broken connections: a client or pool that tries those again sends the wrong password
#            again, and one that tells a wrong password from an outage by SQLSTATE reports an outage.
# Ends with: 0 while it is so, 1 when the behaviour has changed.
set -eu
folder=$(mktemp -d)
pooler=
trap 'kill "$pooler" 2>/dev/null || :; rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
apt-get download -q pgbouncer=1.18.0-1+deb12u1 libevent-2.1-7 libc-ares2 >/dev/null 2>&1
for package in *.deb; do
    dpkg -x "$package" .
done
port=$((20000 + $$ % 10000))
echo '"app" "right"' >userlist.txt
cat >pgbouncer.ini <<INI
[databases]
app = host=127.0.0.1 port=1
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = $port
unix_socket_dir =
auth_type = md5
auth_file = $folder/userlist.txt
INI
# It does not run as root.
run=
[ "$(id -u)" != 0 ] || run='unshare -U'
LD_LIBRARY_PATH="$folder/usr/lib/$(uname -m)-linux-gnu" $run usr/sbin/pgbouncer -q pgbouncer.ini >/dev/null 2>&1 &
pooler=$!
cat >login.py <<'PY'
import hashlib, socket, struct, sys, time

def message(kind, body):
    return kind + struct.pack(">I", len(body) + 4) + body

def answer(file):
    kind, length = file.read(1), struct.unpack(">I", file.read(4))[0]
    return kind, file.read(length - 4)

def md5(data):
    return hashlib.md5(data).hexdigest().encode()

for attempt in range(50):
    try:
        connection = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
        break
    except ConnectionRefusedError:
        time.sleep(0.1)
file = connection.makefile("rb")
connection.sendall(message(b"", struct.pack(">I", 196608) + b"user\0app\0database\0app\0\0"))
kind, body = answer(file)
assert kind == b"R" and body[:4] == b"\0\0\0\5", (kind, body)
connection.sendall(message(b"p", b"md5" + md5(md5(b"wrong" + b"app") + body[4:]) + b"\0"))
kind, body = answer(file)
fields = {field[:1]: field[1:].decode() for field in body.split(b"\0") if field}
print(fields[b"C"], fields[b"M"])
PY
said=$(python3 login.py "$port")
echo "$said"
if [ "$said" = '08P01 password authentication failed' ]; then
    echo 'as stated'
else
    echo 'the behaviour has changed'
    exit 1
fi
