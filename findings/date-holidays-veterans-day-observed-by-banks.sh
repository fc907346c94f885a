#!/bin/sh
# Package:   date-holidays 3.37.0 (npm)
# Behaviour: for the United States the day on which a holiday on a weekend is observed has the type public, as the
#            holiday has, but that of Veterans Day has the type bank, while Veterans Day itself is public.
#                2026-07-03 Independence Day (substitute day) public
#                2027-12-24 Christmas Day (substitute day)    public
#                2028-11-10 Veterans Day (substitute day)     bank
#                2029-11-12 Veterans Day (substitute day)     bank
# The guess: who keeps the days of type public has the federal holidays as they are observed.
# Why not:   the day stands in the data as one of its own, with its own type. 5 U.S.C. 6103(b) makes no exception.
# Costs:     a schedule by the days of type public runs on a federal holiday, in two years of seven: take the substitute
#            days of every type whose holiday is public.
# Ends with: 0 while it is so, 1 when the behaviour has changed.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-fund --no-audit date-holidays@3.37.0
cat >finding.js <<'JS'
const Holidays = require("date-holidays");
const days = new Holidays("US");
const expected = {
  "2026-07-03": "public",
  "2027-12-24": "public",
  "2028-11-10": "bank",
  "2029-11-12": "bank",
};
let same = true;
for (const [date, type] of Object.entries(expected)) {
  const found = days.getHolidays(Number(date.slice(0, 4))).filter((one) => one.date.startsWith(date) && one.substitute);
  found.forEach((one) => console.log(date, one.name.padEnd(33), one.type));
  same = same && found.length === 1 && found[0].type === type;
}
console.log(same ? "as stated: one observed day is of another type" : "the behaviour has changed");
process.exit(same ? 0 : 1);
JS
node finding.js
