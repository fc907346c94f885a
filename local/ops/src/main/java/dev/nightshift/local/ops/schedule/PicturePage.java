package dev.nightshift.local.ops.schedule;

import dev.nightshift.kit.Text;
import dev.nightshift.local.ops.schedule.PictureParts.Meaning;
import dev.nightshift.local.ops.schedule.RangePicture.Line;
import dev.nightshift.local.ops.schedule.RangePicture.Note;
import dev.nightshift.local.ops.schedule.RangePicture.Week;
import dev.nightshift.local.ops.schedule.WeekAxis.Label;

/// A picture as an HTML page that fits desk and phone.
final class PicturePage {
    private static final String STYLE = """
            body{margin:0;background:var(--paper);color:var(--ink);font:15px/1.45 system-ui,sans-serif}
            main{max-width:64rem;margin:0 auto;padding:1rem}h1{font-size:1.35rem;margin:.5rem 0 0;overflow-wrap:anywhere}
            h2{font-size:1rem;margin:1.5rem 0 .25rem}p,ul{margin:.25rem 0 .5rem;color:var(--faint)}
            ul{padding:0;list-style:none}li{overflow-wrap:anywhere}
            .row{display:grid;grid-template-columns:9rem 1fr 7rem;gap:0 .6rem;align-items:center;margin:3px 0}
            .row svg{width:100%;height:22px;display:block;border-radius:3px;outline:1px solid var(--edge)}
            .row span{font-size:.85rem;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
            .row span:last-child{text-align:right;color:var(--faint)}
            .axis div{position:relative;height:2.3rem}.axis b,.axis i{position:absolute;white-space:nowrap}
            .axis b{top:0;font-size:.8rem}.axis i{bottom:0;font:.7rem system-ui,sans-serif;color:var(--faint);
            transform:translateX(-50%)}
            .key{display:inline-block;width:.8rem;height:.8rem;margin:0 .35rem 0 0;vertical-align:-1px}
            .key rect{stroke:var(--edge);stroke-width:.1}.keys{margin-top:1.5rem}
            .keys span{margin-right:1rem;white-space:nowrap;display:inline-block}
            @media (max-width:40rem){.row{grid-template-columns:1fr auto}.row svg,.axis div{grid-column:1/-1;grid-row:2}
            .axis span{display:none}.axis b{font-size:.68rem}.axis i{display:none}.axis i.noon{display:block}}
            """;

    private PicturePage() {}

    static String of(RangePicture picture) {
        StringBuilder body = new StringBuilder(
                "<h1>%s</h1>\n<p>%s</p>\n<ul>".formatted(Text.html(picture.title()), Text.html(picture.range())));
        picture.summaries()
                .forEach(text -> body.append("<li>").append(Text.html(text)).append("</li>"));
        body.append("</ul>\n");
        picture.weeks().forEach(week -> week(week, body));
        body.append("<p class='keys'>");
        for (Meaning key : PictureParts.legend(picture)) {
            body.append("<span>").append(swatch(key.css())).append(key.label()).append("</span> ");
        }
        return """
                <!doctype html>
                <html lang='en'><head><meta charset='utf-8'><meta name='color-scheme' content='light dark'>
                <meta name='viewport' content='width=device-width,initial-scale=1'><title>%s, %s</title>
                <style>
                %s%s</style></head><body><main>
                %s</p></main></body></html>
                """.formatted(Text.html(picture.title()), Text.html(picture.range()), PictureParts.COLOURS, STYLE, body);
    }

    private static void week(Week week, StringBuilder body) {
        body.append("<section><h2>%s</h2>\n<div class='row axis'><span></span><div>"
                .formatted(week.axis().title()));
        for (Label day : week.axis().days()) {
            body.append("<b style='left:%s%%'>%s</b>".formatted(percent(day), day.text()));
        }
        for (Label hour : week.axis().hours()) {
            body.append("<i%s style='left:%s%%'>%s</i>"
                    .formatted(hour.text().equals("12") ? " class='noon'" : "", percent(hour), hour.text()));
        }
        body.append("</div><span>stopped</span></div>\n");
        for (Line line : week.lines()) {
            String name = Text.html(line.name());
            body.append("<div class='row'><span title='%s'>%s</span>".formatted(name, name))
                    .append("<svg viewBox='0 0 %d %d' preserveAspectRatio='none' role='img' aria-label='%s, %s'>"
                            .formatted(
                                    WeekAxis.WEEK_UNITS,
                                    PictureParts.HEIGHT,
                                    name,
                                    week.axis().title()));
            PictureParts.bars(week, line, body);
            body.append("</svg><span>%s</span></div>\n".formatted(RangePicture.hours(line.stopped())));
        }
        body.append("<ul>");
        for (Note note : week.notes()) {
            body.append("<li>%s%s</li>".formatted(swatch(PictureParts.css(note.kind())), Text.html(note.text())));
        }
        body.append("</ul></section>\n");
    }

    private static String percent(Label label) {
        return PictureParts.number(100 * label.at() / WeekAxis.WEEK_UNITS);
    }

    private static String swatch(String css) {
        return "<svg class='key' viewBox='0 0 1 1'><rect width='1' height='1' class='" + css + "'/></svg>";
    }
}
