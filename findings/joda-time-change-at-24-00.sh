#!/bin/sh
# Package:   joda-time 2.15.1 (Maven Central), with Temurin 25
# Behaviour: a change of a zone that IANA's data puts at 24:00 comes one millisecond early. The end of daylight saving
#            time in Bangladesh in 2009:
#                java.time 2009-12-31T17:00:00Z
#                joda-time 2009-12-31T16:59:59.999Z
# The guess: two libraries that compile the same data name the same instant.
# Why not:   Joda-Time stores a change at 24:00 as 23:59:59.999 of the day, because its own time of day ends there.
# Costs:     a comparison of two sets of zone rules, instant by instant, finds differences that are none; a schedule
#            that takes such an instant as a boundary begins a millisecond before midnight.
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
      <groupId>joda-time</groupId>
      <artifactId>joda-time</artifactId>
      <version>2.15.1</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib
cat >Finding.java <<'JAVA'
import java.time.Instant;
import java.time.ZoneId;
import org.joda.time.DateTimeZone;

public class Finding {
    public static void main(String[] args) {
        Instant from = Instant.parse("2009-12-01T00:00:00Z");
        Instant java = ZoneId.of("Asia/Dhaka").getRules().nextTransition(from).getInstant();
        Instant joda = Instant.ofEpochMilli(DateTimeZone.forID("Asia/Dhaka").nextTransition(from.toEpochMilli()));
        System.out.println("java.time " + java);
        System.out.println("joda-time " + joda);
        boolean early = joda.equals(java.minusMillis(1));
        System.out.println(early ? "as stated: one millisecond early" : "the behaviour has changed");
        System.exit(early ? 0 : 1);
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "lib/*" Finding.java
