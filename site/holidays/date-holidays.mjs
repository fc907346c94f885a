// Prints what date-holidays knows of each country and part: code, TAB, the days of its public holidays that last a whole
// day, on Mondays to Fridays, from 2026 to 2029. `update` runs it where the package is installed.
// Veterans Day as it is observed has the type bank there and is left out: Countries corrects it.
import HolidaysOf from 'date-holidays';

const FIRST = 2026;
const LAST = 2029;
const WHOLE_DAY_MS = 20 * 3_600_000;
const DAY_MS = 24 * 3_600_000;

function print(code, holidays) {
  const days = new Set();
  // A holiday of the year after may be observed in the year before.
  for (let year = FIRST - 1; year <= LAST + 1; year++) {
    for (const holiday of holidays.getHolidays(year) ?? []) {
      for (let at = 0; holiday.type === 'public' && at + WHOLE_DAY_MS <= holiday.end - holiday.start; at += DAY_MS) {
        const day = new Date(Date.parse(holiday.date.slice(0, 10)) + at);
        if (day.getUTCFullYear() >= FIRST && day.getUTCFullYear() <= LAST && day.getUTCDay() % 6 !== 0) {
          days.add(day.toISOString().slice(0, 10));
        }
      }
    }
  }
  console.log(code + '\t' + [...days].sort().join(' '));
}

const all = new HolidaysOf();
for (const country of Object.keys(all.getCountries())) {
  print(country, new HolidaysOf(country));
  for (const part of Object.keys(all.getStates(country) ?? {})) {
    print(country + '-' + part.toUpperCase(), new HolidaysOf(country, part));
  }
}
