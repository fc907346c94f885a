package dev.nightshift.tls.reader;

import java.security.GeneralSecurityException;
import java.util.Arrays;

/// The client's side of one key agreement of TLS 1.3 (RFC 8446 4.2.8).
interface KeyShare {
    /// What the server gets.
    byte[] offer();

    /// How long the server's answer is, in bytes.
    int answerBytes();

    /// The shared secret.
    ///
    /// @param answer of just that length
    /// @throws GeneralSecurityException when no honest server would answer so
    byte[] secret(byte[] answer) throws GeneralSecurityException;

    /// Both agreements side by side, as the hybrid groups of draft-ietf-tls-ecdhe-mlkem are.
    record Hybrid(KeyShare first, KeyShare second) implements KeyShare {
        @Override
        public byte[] offer() {
            return Bytes.concat(first.offer(), second.offer());
        }

        @Override
        public int answerBytes() {
            return first.answerBytes() + second.answerBytes();
        }

        @Override
        public byte[] secret(byte[] answer) throws GeneralSecurityException {
            int border = first.answerBytes();
            return Bytes.concat(
                    first.secret(Arrays.copyOf(answer, border)),
                    second.secret(Arrays.copyOfRange(answer, border, answer.length)));
        }
    }
}
