"""Prints the expected holidays of the accepted countries: merge.py COUNTRIES DATE-HOLIDAYS WORKALENDAR OFFICIAL."""
import sys
from datetime import date

# Where these agree with Jollyday and date-holidays does not: it leaves out days that the whole country has off.
WORKALENDAR = {"FI", "GG", "SE"}

HEADER = """\
# Holidays on Mondays to Fridays by a second source: code, source, and month and day by year.
# date-holidays: npm date-holidays 3.37.0, public holidays of a whole day. workalendar: Debian python3-workalendar 17.0.0-1.
# official: the days that site/holidays/official.txt adds. Made by site/holidays/update."""


def lines(file):
    with open(file, encoding="utf-8") as text:
        return [line.rstrip("\n") for line in text if not line.startswith("#")]


def days(file):
    return {code: set(rest.split()) for code, _, rest in (line.partition("\t") for line in lines(file))}


accepted = [line.split(" ")[0] for line in lines(sys.argv[1])]
date_holidays, workalendar, official = days(sys.argv[2]), days(sys.argv[3]), days(sys.argv[4])
print(HEADER)
for code in accepted:
    source = "workalendar" if code in WORKALENDAR else "date-holidays"
    more = official.get(code, set())
    known = (workalendar if code in WORKALENDAR else date_holidays)[code] | more
    working = sorted(day for day in known if date.fromisoformat(day).weekday() < 5)
    years = [" ".join([year] + [day[5:7] + day[8:] for day in working if day.startswith(year)])
             for year in sorted({day[:4] for day in working})]
    print(code, source + (" and official" if more else ""), "; ".join(years), sep="\t")
