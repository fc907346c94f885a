#!/bin/sh
# Package:   haproxy 2.6.12-1+deb12u4 (Debian 12)
# Behaviour: numbers of a server line are read as far as they are digits, and wrap around at 32 bits. The check of the
#            configuration (haproxy -c) says that the file is valid, without a warning, and exits with 0. What then runs:
#                weight 1.5          1
#                weight 12abc        12
#                maxconn 10k         10
#                maxconn 9999999999  1410065407
#                fall 4294967297     1
# The guess: haproxy -c refuses what is no number, as it refuses weight 257; k is a factor, as it is for sizes.
# Why not:   these numbers are read without looking at what follows them, and kept in 32 bits.
# Costs:     a server with maxconn 10k is sent ten requests at a time. A check by haproxy -c is no check of these values:
#            take whole numbers within their range only.
# Ends with: 0 while it is so, 1 when the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'kill "$(cat "$folder/pid")" 2>/dev/null || :; rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q haproxy=2.6.12-1+deb12u4 liblua5.3-0 libopentracing1 libopentracing-c-wrapper0 >/dev/null 2>&1
for package in *.deb; do
    dpkg -x "$package" .
done
LD_LIBRARY_PATH=$(dirname usr/lib/*/liblua5.3.so.0)
export LD_LIBRARY_PATH
cat >haproxy.cfg <<CFG
global
    stats socket $folder/socket
    log stderr local0
defaults
    mode http
    timeout connect 1s
    timeout client 1s
    timeout server 1s
backend all
    server one 127.0.0.1:9 weight 1.5
    server two 127.0.0.1:9 weight 12abc
    server three 127.0.0.1:9 maxconn 10k
    server four 127.0.0.1:9 maxconn 9999999999
    server five 127.0.0.1:9 check fall 4294967297
CFG
checked=$(usr/sbin/haproxy -c -f haproxy.cfg 2>&1)
echo "$checked"
usr/sbin/haproxy -D -f haproxy.cfg -p pid
cat >stat.py <<'PY'
import csv, io, socket, sys

stats = socket.socket(socket.AF_UNIX)
stats.connect("socket")
stats.sendall(b"show stat\n")
text = b"".join(iter(lambda: stats.recv(65536), b"")).decode()
servers = {row["svname"]: row for row in csv.DictReader(io.StringIO(text.lstrip("# ")))}
expected = {
    ("one", "weight 1.5", "weight"): "1",
    ("two", "weight 12abc", "weight"): "12",
    ("three", "maxconn 10k", "slim"): "10",
    ("four", "maxconn 9999999999", "slim"): "1410065407",
    ("five", "fall 4294967297", "check_fall"): "1",
}
same = True
for (server, written, field), value in expected.items():
    print(f"{written:19} {servers[server][field]}")
    same = same and servers[server][field] == value
print("as stated: numbers end at the first letter" if same else "the behaviour has changed")
sys.exit(0 if same else 1)
PY
python3 stat.py
[ "$checked" = 'Configuration file is valid' ] || { echo 'the behaviour has changed: the check says more'; exit 1; }
