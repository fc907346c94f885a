package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Text;
import dev.nightshift.local.ops.schedule.RangePicture.Bar;
import dev.nightshift.local.ops.schedule.RangePicture.Kind;
import dev.nightshift.local.ops.schedule.RangePicture.Line;
import dev.nightshift.local.ops.schedule.RangePicture.Mark;
import dev.nightshift.local.ops.schedule.RangePicture.Note;
import dev.nightshift.local.ops.schedule.RangePicture.Week;
import dev.nightshift.schedule.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the page and the image have in common: colours, bars and the legend. Both follow the reader's light or dark
/// setting and need no other file.
final class PictureParts {
    /// The height of a line's drawing.
    static final int HEIGHT = 22;

    static final String COLOURS = """
            :root{--paper:#fff;--ink:#1b2430;--faint:#566070;--line:#ffffff99;--edge:#8a94a4;--running:#cfe8d6;
            --stopped:#3d4f74;--open:#d9dce2;--holiday:#d98a1f;--workday:#2f8f5b;--clock:#d1274b;--now:#b00020}
            @media (prefers-color-scheme:dark){:root{--paper:#12161c;--ink:#e6eaf0;--faint:#a4aebd;--line:#12161c88;
            --edge:#566070;--running:#24503a;--stopped:#8fa3d1;--open:#3a414d;--holiday:#f0a63c;--workday:#5fd394;
            --clock:#ff6b88;--now:#ffb4c0}}
            .running{fill:var(--running)}.stopped{fill:var(--stopped)}.no_opinion{fill:var(--open)}
            .holiday{fill:var(--holiday)}.workday{fill:var(--workday)}.clock_change{fill:var(--clock)}
            .now{fill:var(--now)}.line{fill:var(--line)}.frame{fill:var(--paper)}
            """;

    private static final int MARK = 5;

    private PictureParts() {}

    /// An entry of the legend.
    enum Meaning {
        STOPPED("stopped"),
        RUNNING("running"),
        NO_OPINION("left as it is"),
        HOLIDAY("holiday"),
        WORKDAY("workday"),
        CLOCK_CHANGE("clock change"),
        NOW("now");

        private final String label;

        Meaning(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        String css() {
            return PictureParts.css(this);
        }

        private boolean isIn(RangePicture picture) {
            return picture.weeks().stream().anyMatch(this::isIn);
        }

        private boolean isIn(Week week) {
            return switch (this) {
                case STOPPED -> hasBar(week, State.STOPPED);
                case RUNNING -> hasBar(week, State.RUNNING);
                case NO_OPINION -> hasBar(week, State.NO_OPINION);
                case HOLIDAY -> hasNote(week, Kind.HOLIDAY);
                case WORKDAY -> hasNote(week, Kind.WORKDAY);
                case CLOCK_CHANGE -> hasNote(week, Kind.CLOCK_CHANGE);
                case NOW -> week.now().isPresent();
            };
        }

        private static boolean hasBar(Week week, State state) {
            return week.lines().stream().anyMatch(line -> line.bars().stream().anyMatch(bar -> bar.state() == state));
        }

        private static boolean hasNote(Week week, Kind kind) {
            return week.notes().stream().map(Note::kind).anyMatch(kind::equals);
        }
    }

    /// The entries that occur.
    static List<Meaning> legend(RangePicture picture) {
        List<Meaning> keys = new ArrayList<>(List.of(Meaning.values()));
        keys.removeIf(key -> !key.isIn(picture));
        return keys;
    }

    /// The rectangles of one schedule's week, in units of its axis.
    static void bars(Week week, Line line, StringBuilder out) {
        for (Bar bar : line.bars()) {
            out.append("<rect x='%s' y='0' width='%s' height='%d' class='%s'><title>%s</title></rect>"
                    .formatted(
                            number(bar.start()),
                            number(bar.end() - bar.start()),
                            HEIGHT,
                            css(bar.state()),
                            Text.html(bar.text())));
        }
        for (int day = 1; day < 7; day++) {
            rectangle(day * WeekAxis.DAY_UNITS - .15, .3, HEIGHT, "line", out);
        }
        for (Mark mark : line.marks()) {
            boolean instant = mark.kind() == Kind.CLOCK_CHANGE;
            rectangle(
                    mark.start() - (instant ? .4 : 0),
                    instant ? .8 : mark.end() - mark.start(),
                    instant ? HEIGHT : MARK,
                    css(mark.kind()),
                    out);
        }
        week.now().ifPresent(now -> {
            // Framed, to be seen on every colour.
            rectangle(now - .7, 1.4, HEIGHT, "frame", out);
            rectangle(now - .3, .6, HEIGHT, "now", out);
        });
    }

    private static void rectangle(double x, double width, int height, String css, StringBuilder out) {
        out.append("<rect x='%s' y='0' width='%s' height='%d' class='%s'/>"
                .formatted(number(x), number(width), height, css));
    }

    static String css(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String number(double units) {
        return String.format(Locale.ROOT, "%.3f", units);
    }
}
