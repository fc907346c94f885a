package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Text;
import dev.nightshift.local.ops.schedule.ScheduleTimeline.Bar;
import dev.nightshift.local.ops.schedule.ScheduleTimeline.Kind;
import dev.nightshift.local.ops.schedule.ScheduleTimeline.Mark;
import dev.nightshift.local.ops.schedule.ScheduleTimeline.Note;
import dev.nightshift.local.ops.schedule.ScheduleTimeline.Week;
import dev.nightshift.schedule.State;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/// Time lines as an SVG image of a fixed width, or as an HTML page that fits desk and phone. Both need no other file,
/// and follow the reader's light or dark setting.
final class TimelineDrawing {
    private static final int WIDTH = 960;
    private static final int LEFT = 84;
    private static final int BAR_WIDTH = 756;
    private static final int ROW = 28;
    private static final int BAR_HEIGHT = 20;
    private static final int LINE = 20;

    private static final String COLOURS = """
            :root{--paper:#fff;--ink:#1b2430;--faint:#667080;--line:#ffffff99;--running:#cfe8d6;--stopped:#3d4f74;
            --open:#d9dce2;--holiday:#d98a1f;--workday:#2f8f5b;--clock:#d1274b}
            @media (prefers-color-scheme:dark){:root{--paper:#12161c;--ink:#e6eaf0;--faint:#98a2b3;--line:#12161c88;
            --running:#24503a;--stopped:#8fa3d1;--open:#3a414d;--holiday:#f0a63c;--workday:#5fd394;--clock:#ff6b88}}
            .running{fill:var(--running)}.stopped{fill:var(--stopped)}.no_opinion{fill:var(--open)}
            .holiday{fill:var(--holiday)}.workday{fill:var(--workday)}.clock_change{fill:var(--clock)}
            .line{fill:var(--line)}
            """;

    private static final String PAGE = """
            body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
            main{max-width:60rem;margin:0 auto;padding:1rem}h1{font-size:1.25rem;margin:1.5rem 0 0}
            p,ul{margin:.25rem 0 .75rem;color:var(--faint)}ul{padding:0;list-style:none}
            .row{display:grid;grid-template-columns:3.6rem 1fr 5rem;gap:.5rem;align-items:center;margin:3px 0}
            .row svg{width:100%;height:22px;display:block;border-radius:3px}
            .row span{color:var(--faint);font-size:.85rem;white-space:nowrap}.row span:last-child{text-align:right}
            .days{display:grid;grid-template-columns:repeat(7,1fr)}.days b{font:600 .8rem system-ui,sans-serif}
            .key{display:inline-block;width:.8rem;height:.8rem;border-radius:2px;margin:0 .35rem 0 0;vertical-align:-1px}
            .keys{margin-top:1.5rem}.keys span{margin-right:1rem;white-space:nowrap}
            @media (max-width:30rem){.row{grid-template-columns:2.9rem 1fr 3.4rem;gap:.3rem}.row span{font-size:.72rem}}
            """;

    private TimelineDrawing() {}

    static String svg(List<ScheduleTimeline> timelines) {
        StringBuilder body = new StringBuilder();
        int y = 0;
        for (ScheduleTimeline timeline : timelines) {
            y = section(timeline, y + LINE + 4, body);
        }
        y += LINE;
        int x = LEFT;
        for (Key key : Key.values()) {
            body.append("<rect x='%d' y='%d' width='12' height='12' rx='2' class='%s'/>".formatted(x, y - 11, key.css));
            text(body, x + 18, y, "small", key.label);
            x += 30 + 7 * key.label.length();
        }
        return """
                <svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d'><style>%s
                text{font:13px system-ui,sans-serif;fill:var(--ink)}.name{font-size:17px;font-weight:600}
                .small{font-size:12px;fill:var(--faint)}</style>
                <rect width='100%%' height='100%%' style='fill:var(--paper)'/>
                %s</svg>
                """.formatted(WIDTH, y + LINE, WIDTH, y + LINE, COLOURS, body);
    }

    static String html(List<ScheduleTimeline> timelines) {
        StringBuilder body = new StringBuilder();
        for (ScheduleTimeline timeline : timelines) {
            body.append("<section><h1>%s</h1>\n<p>%s</p>\n<div class='row'><span></span><div class='days'>"
                    .formatted(Text.html(timeline.title()), Text.html(timeline.subtitle())));
            for (DayOfWeek day : DayOfWeek.values()) {
                body.append("<b>").append(name(day)).append("</b>");
            }
            body.append("</div><span>stopped</span></div>\n");
            for (Week week : timeline.weeks()) {
                body.append("<div class='row'><span>%s</span>".formatted(week.label()))
                        .append("<svg viewBox='0 0 %d 22' preserveAspectRatio='none' role='img' aria-label='%s'>"
                                .formatted(ScheduleTimeline.WEEK_UNITS, "week of " + week.label()));
                bars(week, 22, body);
                body.append("</svg><span>%s</span></div>\n".formatted(ScheduleTimeline.hours(week.stopped())));
            }
            body.append("<ul>");
            for (Note note : timeline.notes()) {
                body.append("<li>%s%s</li>".formatted(swatch(css(note.kind())), Text.html(note.text())));
            }
            body.append("</ul></section>\n");
        }
        body.append("<p class='keys'>");
        for (Key key : Key.values()) {
            body.append("<span>").append(swatch(key.css)).append(key.label).append("</span> ");
        }
        return """
                <!doctype html>
                <html lang='en'><head><meta charset='utf-8'><meta name='color-scheme' content='light dark'>
                <meta name='viewport' content='width=device-width,initial-scale=1'><title>%s</title>
                <style>
                %s%s</style></head><body><main>
                %s</p></main></body></html>
                """.formatted(
                Text.html(String.join(
                        ", ", timelines.stream().map(ScheduleTimeline::title).toList())),
                COLOURS,
                PAGE,
                body);
    }

    private static int section(ScheduleTimeline timeline, int top, StringBuilder body) {
        int y = top;
        text(body, LEFT, y, "name", timeline.title());
        y += LINE;
        text(body, LEFT, y, "small", timeline.subtitle());
        y += LINE + 4;
        for (DayOfWeek day : DayOfWeek.values()) {
            text(body, LEFT + (day.getValue() - 1) * BAR_WIDTH / 7, y, "small", name(day));
        }
        text(body, LEFT + BAR_WIDTH + 12, y, "small", "stopped");
        y += 8;
        for (Week week : timeline.weeks()) {
            text(body, 12, y + 15, "small", week.label());
            body.append("<svg x='%d' y='%d' width='%d' height='%d' viewBox='0 0 %d %d' preserveAspectRatio='none'>"
                    .formatted(LEFT, y, BAR_WIDTH, BAR_HEIGHT, ScheduleTimeline.WEEK_UNITS, BAR_HEIGHT));
            bars(week, BAR_HEIGHT, body);
            body.append("</svg>\n");
            text(body, LEFT + BAR_WIDTH + 12, y + 15, "small", ScheduleTimeline.hours(week.stopped()));
            y += ROW;
        }
        for (Note note : timeline.notes()) {
            y += LINE;
            body.append("<rect x='%d' y='%d' width='10' height='10' class='%s'/>"
                    .formatted(LEFT, y - 10, css(note.kind())));
            text(body, LEFT + 18, y, "small", note.text());
        }
        return y + LINE;
    }

    private static void bars(Week week, int height, StringBuilder out) {
        for (Bar bar : week.bars()) {
            out.append("<rect x='%s' y='0' width='%s' height='%d' class='%s'><title>%s</title></rect>"
                    .formatted(
                            number(bar.start()),
                            number(bar.end() - bar.start()),
                            height,
                            css(bar.state()),
                            Text.html(bar.text())));
        }
        for (int day = 1; day < 7; day++) {
            out.append("<rect x='%s' y='0' width='.3' height='%d' class='line'/>"
                    .formatted(number(day * ScheduleTimeline.DAY_UNITS - .15), height));
        }
        for (Mark mark : week.marks()) {
            boolean instant = mark.kind() == Kind.CLOCK_CHANGE;
            out.append("<rect x='%s' y='0' width='%s' height='%d' class='%s'/>"
                    .formatted(
                            number(mark.start() - (instant ? .4 : 0)),
                            number(instant ? .8 : mark.end() - mark.start()),
                            instant ? height : 4,
                            css(mark.kind())));
        }
    }

    private static void text(StringBuilder out, int x, int y, String css, String text) {
        out.append("<text x='%d' y='%d' class='%s'>%s</text>\n".formatted(x, y, css, Text.html(text)));
    }

    private static String swatch(String css) {
        return "<svg class='key' viewBox='0 0 1 1'><rect width='1' height='1' class='" + css + "'/></svg>";
    }

    private static String css(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String number(double units) {
        return String.format(Locale.ROOT, "%.3f", units);
    }

    private static String name(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
    }

    /// What each colour means.
    private enum Key {
        STOPPED(State.STOPPED, "stopped"),
        RUNNING(State.RUNNING, "running"),
        NO_OPINION(State.NO_OPINION, "left as it is"),
        HOLIDAY(Kind.HOLIDAY, "holiday"),
        WORKDAY(Kind.WORKDAY, "workday"),
        CLOCK_CHANGE(Kind.CLOCK_CHANGE, "clock change");

        private final String css;
        private final String label;

        Key(Enum<?> value, String label) {
            this.css = css(value);
            this.label = label;
        }
    }
}
