package dev.nightshift.local.ops.schedule.imports;

import dev.nightshift.kit.Zones;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/// What Cloud Custodian's policies make of an instance that nobody else touches, as c7n.filters.offhours documents
/// it, written a second time: nothing here is shared with the import or with the schedule language.
///
/// Page: cloudcustodian.io/docs/quickstart/offhours.html, whose sections are named below. "Resume During Offhours":
/// policies run once in every hour and act in the exact hour alone.
final class DocumentedCustodian {
    private static final String DAYS = "MTWHFSU";

    private final List<Map<?, ?>> filters = new ArrayList<>();
    private final String tag;
    private String state = "RUNNING";

    /// @param tag the value of the instance's tag
    DocumentedCustodian(Path file, String tag) throws IOException {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new FailsafeSchema()).build();
        visit(new Load(settings).loadFromString(Files.readString(file)));
        // "ElasticBeanstalk, EFS and Other Services with Tag Value Restrictions".
        this.tag = tag.replace("u28", "(")
                .replace("u29", ")")
                .replace("u5b", "[")
                .replace("u5d", "]")
                .replace("u2c", ",")
                .replace("u3b", ";")
                .replace("u3d", "=")
                .replace("u2f", "/")
                .replace("u2d", "-");
    }

    /// The state after the hour's run.
    String after(ZonedDateTime local) {
        for (Map<?, ?> filter : filters) {
            String type = String.valueOf(filter.get("type"));
            if (!skips(filter, local) && acts(filter, type.replace("hour", ""), local)) {
                state = type.equals("offhour") ? "STOPPED" : "RUNNING";
            }
        }
        return state;
    }

    /// "Public Holidays": on such a date a policy returns no resources.
    private static boolean skips(Map<?, ?> filter, ZonedDateTime local) {
        return filter.get("skip-days") instanceof Collection<?> days
                && days.contains(local.toLocalDate().toString());
    }

    /// "Tag Based Configuration": the tag's part, else what the policy says.
    private boolean acts(Map<?, ?> filter, String part, ZonedDateTime local) {
        for (String piece : tag.split(";", -1)) {
            if (piece.startsWith(part + "=")) {
                return isAmong(piece.substring(piece.indexOf('=') + 1), local);
            }
        }
        int day = local.getDayOfWeek().getValue();
        boolean off = part.equals("off");
        int hour = Integer.parseInt(Objects.toString(filter.get(part + "hour"), off ? "19" : "7"));
        boolean weekendsOnly = isTrue(filter.get("weekends-only"));
        DayOfWeek only = off ? DayOfWeek.FRIDAY : DayOfWeek.MONDAY;
        boolean onDay = weekendsOnly
                ? local.getDayOfWeek() == only
                : day <= 5 || (filter.get("weekends") != null && !isTrue(filter.get("weekends")));
        return onDay && hour == local.getHour();
    }

    /// "ScheduleParser Time Specifications".
    private static boolean isAmong(String specifications, ZonedDateTime local) {
        String[] words = specifications
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\[\\]()]", "")
                .split(",", -1);
        for (int i = 0; i < words.length; i += 2) {
            int first = DAYS.indexOf(words[i].charAt(0));
            int last = DAYS.indexOf(words[i].charAt(words[i].length() - 1));
            int day = local.getDayOfWeek().getValue() - 1;
            boolean within = first <= last ? day >= first && day <= last : day >= first || day <= last;
            if (within && Integer.parseInt(words[i + 1]) == local.getHour()) {
                return true;
            }
        }
        return false;
    }

    /// "Policy Configuration": `default_tz`; the aliases that the corpus has, by the place they mean.
    ZoneId zone() {
        String written = Arrays.stream(tag.split(";", -1))
                .filter(piece -> piece.startsWith("tz="))
                .map(piece -> piece.substring(3))
                .findFirst()
                .orElseGet(() -> String.valueOf(filters.getFirst().get("default_tz")));
        return switch (written) {
            case "pt" -> Zones.of("America/Los_Angeles");
            case "et", "est" -> Zones.of("America/New_York");
            case "bst" -> Zones.of("Europe/London");
            case "cet" -> Zones.of("Europe/Berlin");
            case "jst" -> Zones.of("Asia/Tokyo");
            case "sgt" -> Zones.of("Asia/Singapore");
            case "utc" -> Zones.of("UTC");
            case "australia/sydney" -> Zones.of("Australia/Sydney");
            default -> Zones.of(written);
        };
    }

    private void visit(@Nullable Object tree) {
        if (tree instanceof Map<?, ?> map) {
            if ("offhour".equals(map.get("type")) || "onhour".equals(map.get("type"))) {
                Map<Object, Object> merged = new LinkedHashMap<>();
                if (map.get("<<") instanceof Map<?, ?> anchor) {
                    merged.putAll(anchor);
                }
                merged.putAll(map);
                filters.add(merged);
            }
            map.values().forEach(this::visit);
        } else if (tree instanceof Collection<?> list) {
            list.forEach(this::visit);
        }
    }

    private static boolean isTrue(@Nullable Object value) {
        return List.of("true", "yes").contains(String.valueOf(value));
    }
}
