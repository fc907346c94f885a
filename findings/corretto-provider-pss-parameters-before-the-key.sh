#!/bin/sh
# Package:   software.amazon.cryptools:AmazonCorrettoCryptoProvider 2.5.0, linux-x86_64 (Maven Central), in first place
# Behaviour: a Signature of RSASSA-PSS that gets its parameters before its key refuses keys of the type RSASSA-PSS, in
#            the order of the JDK's own documentation; with the key first, the same signature is verified.
#                setParameter, initVerify  InvalidKeyException
#                initVerify, setParameter  true
# The guess: providers in first place are passed over for keys that they do not take, as the JDK does at initVerify.
# Why not:   setParameter has to choose a provider already, before there is a key; the first one that knows the
#            algorithm's name is taken for good, and this one takes keys of the type RSA only.
# Costs:     certificates with a key of type RSASSA-PSS cannot be verified: initialize with the key, then set the
#            parameters.
# Ends with: 0 while it is so, 1 when the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId>
  <artifactId>finding</artifactId>
  <version>1</version>
  <dependencies>
    <dependency>
      <groupId>software.amazon.cryptools</groupId>
      <artifactId>AmazonCorrettoCryptoProvider</artifactId>
      <version>2.5.0</version>
      <classifier>linux-x86_64</classifier>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib
cat >Finding.java <<'JAVA'
import com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;

public class Finding {
    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);
    private static final byte[] TEXT = {1, 2, 3};

    public static void main(String[] args) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS", "SunRsaSign");
        generator.initialize(2048);
        KeyPair keys = generator.generateKeyPair();
        Signature signer = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
        signer.setParameter(PSS);
        signer.initSign(keys.getPrivate());
        signer.update(TEXT);
        byte[] signature = signer.sign();
        AmazonCorrettoCryptoProvider.install();

        String parametersFirst = verified(keys, signature, true);
        String keyFirst = verified(keys, signature, false);
        System.out.println("setParameter, initVerify  " + parametersFirst);
        System.out.println("initVerify, setParameter  " + keyFirst);
        boolean same = parametersFirst.equals("InvalidKeyException") && keyFirst.equals("true");
        System.out.println(same ? "as stated: the order decides" : "the behaviour has changed");
        System.exit(same ? 0 : 1);
    }

    private static String verified(KeyPair keys, byte[] signature, boolean parametersFirst) throws Exception {
        Signature verifier = Signature.getInstance("RSASSA-PSS");
        try {
            if (parametersFirst) {
                verifier.setParameter(PSS);
            }
            verifier.initVerify(keys.getPublic());
            if (!parametersFirst) {
                verifier.setParameter(PSS);
            }
            verifier.update(TEXT);
            return "" + verifier.verify(signature);
        } catch (InvalidKeyException e) {
            return "InvalidKeyException";
        }
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "lib/*" Finding.java
