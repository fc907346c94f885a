#!/bin/sh
# Package:   de.focus-shift:jollyday-core and jollyday-jaxb 2.19.0 (Maven Central)
# Behaviour: asked for a day or for a year, Jollyday leaves out a holiday that is observed in the year before its own.
#            In the United States 1 January 2028 is a Saturday, so Friday 31 December 2027 is the holiday.
#                isHoliday(2027-12-31)            false
#                getHolidays(2027) has 2027-12-31 false
#                getHolidays(2028) has 2027-12-31 true
# The guess: the holidays of a year are the days of that year on which people do not work.
# Why not:   holidays are computed by the year that they belong to, and moved after that.
# Costs:     a scheduler that asks for one year runs on a holiday: ask for one year more than is needed, and sort by date.
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
      <groupId>de.focus-shift</groupId>
      <artifactId>jollyday-core</artifactId>
      <version>2.19.0</version>
    </dependency>
    <dependency>
      <groupId>de.focus-shift</groupId>
      <artifactId>jollyday-jaxb</artifactId>
      <version>2.19.0</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -q -B -Dstyle.color=never org.apache.maven.plugins:maven-dependency-plugin:3.9.0:copy-dependencies -DoutputDirectory=lib
cat >Finding.java <<'JAVA'
import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.LocalDate;
import java.time.Year;
import java.util.Set;

public class Finding {
    public static void main(String[] args) {
        LocalDate day = LocalDate.of(2027, 12, 31);
        HolidayManager manager = HolidayManager.getInstance(ManagerParameters.create("us"));
        boolean asked = manager.isHoliday(day);
        boolean listed = lists(manager.getHolidays(Year.of(2027)), day);
        boolean listedNext = lists(manager.getHolidays(Year.of(2028)), day);
        System.out.println("isHoliday(2027-12-31)            " + asked);
        System.out.println("getHolidays(2027) has 2027-12-31 " + listed);
        System.out.println("getHolidays(2028) has 2027-12-31 " + listedNext);
        boolean same = !asked && !listed && listedNext;
        System.out.println(same ? "as stated: only the next year knows it" : "the behaviour has changed");
        System.exit(same ? 0 : 1);
    }

    private static boolean lists(Set<Holiday> holidays, LocalDate day) {
        return holidays.stream().anyMatch(one -> one.getObservedDate().equals(day) || one.getDate().equals(day));
    }
}
JAVA
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "lib/*" Finding.java
