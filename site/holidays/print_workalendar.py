"""Prints what workalendar knows of each country and part, in the form of date-holidays.mjs."""
from workalendar.exceptions import CalendarError
from workalendar.registry import registry

FIRST, LAST = 2026, 2029

for code, calendar in sorted(registry.get_calendars().items()):
    days = set()
    try:
        # A holiday of the year after may be observed in the year before.
        for year in range(FIRST - 1, LAST + 2):
            days.update(day for day, _ in calendar().holidays(year))
    except (CalendarError, KeyError):
        continue  # A country whose holidays are published year by year.
    shown = sorted(str(day) for day in days if FIRST <= day.year <= LAST and day.weekday() < 5)
    print(code, " ".join(shown), sep="\t")
