package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Text;
import dev.nightshift.local.ops.schedule.PictureParts.Meaning;
import dev.nightshift.local.ops.schedule.RangePicture.Line;
import dev.nightshift.local.ops.schedule.RangePicture.Note;
import dev.nightshift.local.ops.schedule.RangePicture.Week;
import dev.nightshift.local.ops.schedule.WeekAxis.Label;

/// A picture as an SVG image of a fixed width.
final class PictureImage {
    private static final int WIDTH = 1000;
    private static final int LEFT = 150;
    private static final int BAR_WIDTH = 742;
    private static final int ROW = 28;
    private static final int LINE = 20;
    private static final int NAME_CHARACTERS = 20;
    private static final int TEXT_CHARACTERS = 130;

    private final StringBuilder body = new StringBuilder();
    private int y;

    private PictureImage() {}

    static String of(RangePicture picture) {
        PictureImage image = new PictureImage();
        image.add(picture);
        int height = image.y + LINE;
        return """
                <svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' viewBox='0 0 %d %d'><style>%s
                text{font:13px system-ui,sans-serif;fill:var(--ink)}.title{font-size:18px;font-weight:600}
                .bold{font-weight:600}.small{font-size:12px;fill:var(--faint)}</style><title>%s, %s</title>
                <rect width='100%%' height='100%%' style='fill:var(--paper)'/>
                %s</svg>
                """.formatted(
                        WIDTH,
                        height,
                        WIDTH,
                        height,
                        PictureParts.COLOURS,
                        Text.html(picture.title()),
                        Text.html(picture.range()),
                        image.body);
    }

    private void add(RangePicture picture) {
        y = LINE + 8;
        text(12, "title", picture.title());
        y += LINE;
        text(12, "small", picture.range());
        for (String summary : picture.summaries()) {
            y += LINE;
            text(12, "small", summary);
        }
        picture.weeks().forEach(this::add);
        y += LINE;
        int x = 12;
        for (Meaning key : PictureParts.legend(picture)) {
            square(x, key.css());
            text(x + 18, "small", key.label());
            x += 38 + 7 * key.label().length();
        }
    }

    private void add(Week week) {
        y += LINE + LINE;
        text(12, "bold", week.axis().title());
        y += LINE;
        for (Label day : week.axis().days()) {
            text(x(day), "bold", day.text());
        }
        text(LEFT + BAR_WIDTH + 12, "small", "stopped");
        y += LINE - 4;
        for (Label hour : week.axis().hours()) {
            text(x(hour) - 6, "small", hour.text());
        }
        y += 6;
        for (Line line : week.lines()) {
            body.append("<svg x='%d' y='%d' width='%d' height='%d' viewBox='0 0 %d %d' preserveAspectRatio='none'>"
                    .formatted(LEFT, y, BAR_WIDTH, PictureParts.HEIGHT, WeekAxis.WEEK_UNITS, PictureParts.HEIGHT));
            PictureParts.bars(week, line, body);
            body.append("</svg>\n");
            y += 16;
            text(12, "small", Text.printable(line.name(), NAME_CHARACTERS));
            text(LEFT + BAR_WIDTH + 12, "small", RangePicture.hours(line.stopped()));
            y += ROW - 16;
        }
        for (Note note : week.notes()) {
            y += LINE - 4;
            square(LEFT, PictureParts.css(note.kind()));
            text(LEFT + 18, "small", note.text());
        }
    }

    private static int x(Label label) {
        return LEFT + (int) Math.round(label.at() * BAR_WIDTH / WeekAxis.WEEK_UNITS);
    }

    private void square(int x, String css) {
        body.append("<rect x='%d' y='%d' width='11' height='11' class='%s'/>".formatted(x, y - 10, css));
    }

    private void text(int x, String css, String text) {
        body.append("<text x='%d' y='%d' class='%s'>%s</text>\n"
                .formatted(x, y, css, Text.html(Text.printable(text, TEXT_CHARACTERS))));
    }
}
