package dev.nightshift.tls.chain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightshift.tls.OddIdentity;
import dev.nightshift.tls.Pki;
import dev.nightshift.tls.Pki.Identity;
import dev.nightshift.tls.Probe;
import dev.nightshift.tls.fault.Fault;
import dev.nightshift.tls.fault.Finding;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChainTest {
    private static final Identity ROOT = Pki.authority("Root").selfSigned();
    private static final Identity MIDDLE = Pki.authority("Middle").by(ROOT);

    @Test
    void theOrderInWhichCertificatesAreServedDoesNotMatter() {
        Identity low = Pki.authority("Low").by(MIDDLE);
        Identity leaf = Pki.server("a.test").by(low);
        List<Identity> above = new ArrayList<>(List.of(low, MIDDLE, ROOT));
        for (long seed = 0; seed < 20; seed++) {
            Collections.shuffle(above, new Random(seed));

            Chain chain = chain(leaf, above, ROOT);

            assertThat(subjects(chain)).as("seed %d", seed).containsExactly("a.test", "Low", "Middle", "Root");
        }
    }

    /// Let's Encrypt in 2021: a root that old clients do not know was also signed by one about to
    /// expire.
    @Test
    void anExpiredCrossSignDoesNotShortenAGoodPath() {
        Identity old = Pki.authority("Old").until(days(-3)).selfSigned();
        Identity crossed =
                Pki.authority("Root").keys(ROOT.keys()).until(days(-3)).by(old);
        Identity leaf = Pki.server("a.test").by(MIDDLE);

        Chain chain = chain(leaf, List.of(MIDDLE, crossed), ROOT, old);

        assertThat(subjects(chain)).containsExactly("a.test", "Middle", "Root");
        assertThat(chain.limiting()).isEqualTo(leaf.certificate());
    }

    @Test
    void theLongestLivedPathCountsAndNotTheShortest() {
        KeyPair keys = Pki.newKeys();
        Identity direct = Pki.authority("Middle").keys(keys).until(days(5)).by(ROOT);
        Identity other = Pki.authority("Other").until(days(40)).by(ROOT);
        Identity detour = Pki.authority("Middle").keys(keys).until(days(50)).by(other);
        Identity leaf = Pki.server("a.test").by(direct);

        Chain chain = chain(leaf, List.of(direct, other, detour), ROOT);

        assertThat(subjects(chain)).containsExactly("a.test", "Middle", "Other", "Root");
        assertThat(chain.limiting()).isEqualTo(other.certificate());
    }

    @Test
    void theAnchorsEndIsTheEndOfThePath() {
        Identity root = Pki.authority("Root").until(days(7)).selfSigned();

        Chain chain = chain(Pki.server("a.test").by(root), List.of(), root);

        assertThat(chain.limiting()).isEqualTo(root.certificate());
    }

    @Test
    void aServedCertificateMayBeAnAnchorItself() {
        Identity pinned = Pki.server("a.test").selfSigned();

        Chain chain = chain(pinned, List.of(), pinned);

        assertThat(subjects(chain)).containsExactly("a.test");
        assertThat(chain.broken()).isEmpty();
    }

    @Test
    void aDeepPathIsFound() {
        List<Identity> above = new ArrayList<>();
        Identity issuer = ROOT;
        for (int i = 0; i < 9; i++) {
            issuer = Pki.authority("Level " + i).by(issuer);
            above.addFirst(issuer);
        }

        Chain chain = chain(Pki.server("a.test").by(issuer), above, ROOT);

        assertThat(chain.path().orElseThrow().certificates()).hasSize(11);
    }

    /// Each signs each other under one name: more paths than could ever be walked.
    @Test
    void aThicketOfCertificatesIsLeftInTime() {
        KeyPair keys = Pki.newKeys();
        List<Identity> thicket = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            thicket.add(Pki.authority("Thicket").keys(keys).until(days(100 + i)).selfSigned());
        }
        Identity leaf = Pki.server("a.test").by(thicket.getFirst());

        assertThat(chain(leaf, thicket, ROOT).broken().orElseThrow().fault()).isEqualTo(Fault.UNTRUSTED_ROOT);
    }

    @Test
    void anAuthorityBelowItsAllowedDepthIsRefused() {
        Identity shallow = Pki.authority("Shallow").pathLength(0).by(ROOT);
        Identity below = Pki.authority("Below").by(shallow);

        Chain chain = chain(Pki.server("a.test").by(below), List.of(below, shallow), ROOT);

        assertThat(chain.broken())
                .hasValue(new Finding(Fault.CHAIN_INVALID, "Below is signed by Shallow, which may not issue it"));
    }

    @Test
    void aNameOutsideTheAuthoritysConstraintIsRefused() {
        Identity constrained = Pki.authority("Constrained").permitted("b.test").by(ROOT);

        assertThat(chain(Pki.server("a.test").by(constrained), List.of(constrained), ROOT)
                        .broken()
                        .orElseThrow()
                        .fault())
                .isEqualTo(Fault.CHAIN_INVALID);
        assertThat(chain(Pki.server("a.b.test").by(constrained), List.of(constrained), ROOT)
                        .broken())
                .isEmpty();
    }

    @Test
    void anImpostorOfAnAnchorIsNotTrusted() {
        Identity impostor = Pki.authority("Root").selfSigned();

        assertThat(chain(Pki.server("a.test").by(impostor), List.of(), ROOT).broken())
                .hasValue(new Finding(Fault.UNTRUSTED_ROOT, "a trust anchor is named Root, but did not sign this"));
    }

    @Test
    void weakSignaturesAreNamedButNotThoseOfAnchors() {
        Identity oldRoot =
                Pki.authority("Old Root").keys(Pki.rsaKeys(2048)).hash("SHA1").selfSigned();
        Identity weak = Pki.authority("Weak").hash("SHA1").by(oldRoot);
        Identity leaf = Pki.server("a.test").by(weak);
        Chain chain = chain(leaf, List.of(weak), oldRoot);

        assertThat(chain.path()).isPresent();
        assertThat(Weakness.ofSignature(weak.certificate()))
                .hasValue(new Finding(Fault.WEAK_SIGNATURE, "Weak is signed with SHA1withRSA"));
        assertThat(Weakness.ofSignature(leaf.certificate())).isEmpty();
    }

    /// Below 1,024 bits every current client refuses, below 2,048 only authorities may not certify.
    @ParameterizedTest
    @CsvSource({"512, REFUSED_STRENGTH", "1016, REFUSED_STRENGTH", "1024, WEAK_KEY", "2040, WEAK_KEY", "2048,"})
    void aKeyIsWeakBeforeItIsRefused(int bits, @Nullable Fault fault) {
        X509Certificate certificate = Pki.server("a.test")
                .keys(Pki.rsaKeys(bits))
                .by(Pki.authority("Root").selfSigned())
                .certificate();

        assertThat(Weakness.ofKey(certificate).map(Finding::fault)).isEqualTo(Optional.ofNullable(fault));
    }

    @ParameterizedTest
    @CsvSource({"SHA1, a.test is signed with SHA-1withRSASSA-PSS", "SHA256,"})
    void theHashOfRsassaPssStandsInItsParameters(String hash, @Nullable String weakness) {
        Identity issuer = Pki.authority("Root").keys(Pki.rsaKeys(2048)).selfSigned();
        Identity leaf = Pki.server("a.test").hash(hash).pss().by(issuer);

        assertThat(Weakness.ofSignature(leaf.certificate()).map(Finding::detail))
                .isEqualTo(Optional.ofNullable(weakness));
        assertThat(chain(leaf, List.of(), issuer).path()).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"brainpoolP256r1", "brainpoolP384r1", "brainpoolP512r1", "secp256k1"})
    void anAuthorityOnACurveThatTheJdkLacksIsAnAuthority(String curve) {
        Identity root = Pki.authority("Odd").keys(OddIdentity.ecKeys(curve)).selfSigned();
        Identity middle = Pki.authority("Middle").by(root);
        Identity impostor = Pki.authority("Odd").keys(OddIdentity.ecKeys(curve)).selfSigned();

        Chain chain = chain(Pki.server("a.test").by(middle), List.of(middle), root);

        assertThat(subjects(chain)).containsExactly("a.test", "Middle", "Odd");
        assertThat(chain.broken().orElseThrow())
                .isEqualTo(new Finding(
                        Fault.JAVA_REFUSES,
                        "the JDK has no use for the key of Odd; signatures, dates, names and usages were checked, "
                                + "name constraints were not"));
        assertThat(chain(Pki.server("a.test").by(middle), List.of(middle), impostor)
                        .path())
                .isEmpty();
    }

    @Test
    void aSignatureThatNobodyCanCheckHereIsUnknown() {
        Identity root =
                Pki.authority("Odd").keys(OddIdentity.ecKeys("sect283r1")).selfSigned();

        assertThat(chain(Pki.server("a.test").by(root), List.of(), root)
                        .broken()
                        .orElseThrow()
                        .toString())
                .isEqualTo("SIGNATURE_UNKNOWN: a.test names Odd as its issuer, whose signature cannot be checked here: "
                        + "a curve of 283 bits that is unknown here");
    }

    private static Chain chain(Identity leaf, List<Identity> above, Identity... anchors) {
        List<X509Certificate> served = Stream.concat(Stream.of(leaf), above.stream())
                .map(Identity::certificate)
                .toList();
        return Chain.of(served, Probe.trusting(anchors));
    }

    private static List<String> subjects(Chain chain) {
        return chain.path().orElseThrow().certificates().stream()
                .map(Names::subject)
                .toList();
    }

    private static Instant days(int days) {
        return Pki.NOW.plus(Duration.ofDays(days));
    }
}
