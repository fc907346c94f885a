#!/bin/sh
# Package:   com.amazonaws:aws-lambda-java-log4j2 1.6.4 with org.apache.logging.log4j:log4j-layout-template-json 2.26.1
#            (Maven Central)
# Behaviour: a line in JSON, as the package's LambdaLayout.json writes it, has the type, the message and the stack trace
#            of the exception that was logged, and nothing of its causes or suppressed exceptions. The line in text for
#            the same event has them.
#                text: Caused by   true
#                JSON: root cause  false
# The guess: both formats show the same exception; "stackTrace" contains what printStackTrace prints.
# Why not:   the template asks for the stack trace as an array of frames, which has no place for causes. Only the
#            stringified form ({"$resolver": "exception", "field": "stackTrace", "stackTrace": {"stringified": true}})
#            has them.
# Costs:     with the log format JSON, the reason of a wrapped exception (a refused connection below "cannot be read") is
#            not in the log: a message that is logged has to name the reason itself.
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
      <groupId>com.amazonaws</groupId>
      <artifactId>aws-lambda-java-log4j2</artifactId>
      <version>1.6.4</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-layout-template-json</artifactId>
      <version>2.26.1</version>
    </dependency>
    <dependency>
      <groupId>org.apache.logging.log4j</groupId>
      <artifactId>log4j-core</artifactId>
      <version>2.26.1</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib
cat >log4j2.xml <<'XML'
<Configuration status="ERROR">
  <Appenders>
    <Lambda name="lambda" format="${sys:format}">
      <LambdaTextFormat><PatternLayout pattern="%p %m%n"/></LambdaTextFormat>
      <LambdaJSONFormat><JsonTemplateLayout eventTemplateUri="classpath:LambdaLayout.json"/></LambdaJSONFormat>
    </Lambda>
  </Appenders>
  <Loggers><Root level="INFO"><AppenderRef ref="lambda"/></Root></Loggers>
</Configuration>
XML
cat >Finding.java <<'JAVA'
import java.io.IOException;
import org.apache.logging.log4j.LogManager;

public class Finding {
    public static void main(String[] args) {
        LogManager.getLogger(Finding.class)
                .error("failed", new IllegalStateException("cannot be read", new IOException("root cause")));
    }
}
JAVA
java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
text=$("$java" -Dformat=TEXT -cp "lib/*:." Finding.java)
json=$("$java" -Dformat=JSON -cp "lib/*:." Finding.java)
printf '%s\n' "$json" | cut -c1-200
in_text=false
in_json=false
case $text in *"Caused by: java.io.IOException: root cause"*) in_text=true ;; esac
case $json in *"cannot be read"*) ;; *) echo "no line in JSON"; exit 1 ;; esac
case $json in *"root cause"*) in_json=true ;; esac
echo "text: Caused by   $in_text"
echo "JSON: root cause  $in_json"
if [ "$in_text $in_json" = "true false" ]; then
    echo "as stated: the line in JSON has no causes"
else
    echo "the behaviour has changed"
    exit 1
fi
