#!/bin/sh
# Package:   tinyproxy-bin 1.11.1-2.1+deb12u1 (Debian 12), asked by curl
# Behaviour: to CONNECT without credentials it answers 407 Proxy Authentication Required, to CONNECT with a wrong
#            password 401 Unauthorized:
#                without  407
#                wrong    401
# The guess: 407 both times. 401 is an answer of the server behind a proxy (RFC 9110 15.5.2, 15.5.8).
# Why not:   tinyproxy knows 407 for a header that is missing alone; a header that does not match gets 401.
# Costs:     a client that takes 401 for an answer of the server reports the server, or asks for its password; a monitor
#            that looks for 407 does not name the proxy's password as the cause.
# Ends with: 0 while it is so, 1 when the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'kill "$proxy" 2>/dev/null || :; rm -rf "$folder"' EXIT
proxy=
cd "$folder"
apt-get download -q tinyproxy-bin=1.11.1-2.1+deb12u1 >/dev/null 2>&1
dpkg -x tinyproxy-bin_*.deb .
port=$((20000 + $$ % 10000))
printf 'Port %s\nListen 127.0.0.1\nBasicAuth reader right\n' "$port" >tinyproxy.conf
usr/bin/tinyproxy -d -c tinyproxy.conf >/dev/null 2>&1 &
proxy=$!
connect() {
    curl -s -o /dev/null -w '%{http_connect}' --noproxy '' --retry 5 --retry-connrefused --retry-delay 1 \
        -x "http://${1}127.0.0.1:$port" https://example.org/ || :
}
without=$(connect '')
wrong=$(connect 'reader:wrong@')
printf 'without  %s\nwrong    %s\n' "$without" "$wrong"
if [ "$without" = 407 ] && [ "$wrong" = 401 ]; then
    echo 'as stated'
else
    echo 'the behaviour has changed'
    exit 1
fi
