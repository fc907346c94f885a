#!/bin/sh
# Package:   openssl 3.0.22-1~deb12u2 (Debian 12)
# Behaviour: a record `2 0 0` that holds a whole root, which the server does not send and -CAfile trusts, verifies by
#            itself and beside a `3 1 1` that does not match, but not beside a `1 0 1` that does not match:
#                2 0 0          0 (ok)
#                2 0 0, 3 1 1   0 (ok)
#                2 0 0, 1 0 1   19 (self-signed certificate in certificate chain)
# The guess: one record that matches is enough, whatever stands beside it (RFC 6698 2.1, RFC 7671 4).
# Why not:   beside any record of usage 0 or 1 (tried: 0 0 1, 1 0 1 and 1 0 0 of the root itself) OpenSSL does not complete
#            the chain with the root that the `2 0 0` holds.
# Costs:     a domain that publishes a record of usage 1 beside its trust anchor, as in a rollover, is fine for a
#            validator that tries record by record and broken for clients with OpenSSL. Two validators that disagree
#            need not mean that one of them reads the records wrongly.
# Ends with: 0 while it is so, 1 when the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'kill "$server" 2>/dev/null || :; rm -rf "$folder"' EXIT
server=
cd "$folder"
apt-get download -q openssl=3.0.22-1~deb12u2 libssl3=3.0.22-1~deb12u2 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
LD_LIBRARY_PATH=$(dirname "$(find "$folder" -name libssl.so.3)")
export LD_LIBRARY_PATH
openssl=$folder/usr/bin/openssl
key() {
    "$openssl" genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.key"
}
certificate() {
    key "$1"
    "$openssl" req -new -key "$1.key" -subj "/CN=$1" -out "$1.csr"
    printf '%s\n' "$3" >"$1.ext"
    "$openssl" x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 20 -extfile "$1.ext" \
        -out "$1.pem" 2>/dev/null
}
key root
"$openssl" req -x509 -new -key root.key -subj /CN=root -days 30 -addext basicConstraints=critical,CA:true -out root.pem
certificate intermediate root basicConstraints=critical,CA:true
certificate leaf intermediate subjectAltName=DNS:a.test
port=$((20000 + $$ % 10000))
"$openssl" s_server -accept "127.0.0.1:$port" -cert leaf.pem -key leaf.key -cert_chain intermediate.pem -quiet \
    >/dev/null 2>&1 &
server=$!
sleep 1
root=$("$openssl" x509 -in root.pem -outform DER | od -An -v -tx1 | tr -d ' \n')
other=$(printf '%064d' 0)
verify() {
    "$openssl" s_client -connect "127.0.0.1:$port" -CAfile root.pem -dane_tlsa_domain a.test "$@" </dev/null 2>/dev/null |
        sed -n 's/^Verify return code: //p' | head -1
}
alone=$(verify -dane_tlsa_rrdata "2 0 0 $root")
beside3=$(verify -dane_tlsa_rrdata "2 0 0 $root" -dane_tlsa_rrdata "3 1 1 $other")
beside1=$(verify -dane_tlsa_rrdata "2 0 0 $root" -dane_tlsa_rrdata "1 0 1 $other")
printf '2 0 0          %s\n2 0 0, 3 1 1   %s\n2 0 0, 1 0 1   %s\n' "$alone" "$beside3" "$beside1"
case "$alone/$beside3/$beside1" in
    '0 (ok)/0 (ok)/19 '*) echo 'as stated' ;;
    *)
        echo 'the behaviour has changed'
        exit 1
        ;;
esac
