package dev.nightshift.local.ops.demo;

import dev.nightshift.local.aws.sns.Publication;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// A played weekend as JSON.
final class DemoJson {
    private static final int VERSION = 1;

    private DemoJson() {}

    static Map<String, Object> of(Chronicle chronicle) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("v", VERSION);
        root.put("runs", chronicle.runs().stream().map(DemoJson::run).toList());
        root.put("instances", chronicle.fates().stream().map(DemoJson::fate).toList());
        root.put("mails", chronicle.mails().stream().map(DemoJson::mail).toList());
        return root;
    }

    private static Map<String, Object> run(Chronicle.Ran ran) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("at", ran.at().toString());
        run.put("verdict", ran.result().verdict());
        run.put("milliseconds", ran.took().toMillis());
        return run;
    }

    private static Map<String, Object> fate(Fate fate) {
        Map<String, Object> instance = new LinkedHashMap<>();
        instance.put("id", fate.instance().id());
        instance.put("name", fate.name());
        instance.put("type", fate.instance().type());
        instance.put("kind", fate.kind().name().toLowerCase(Locale.ROOT));
        instance.put("stoppedAt", fate.stoppedByUs().map(Instant::toString).orElse(null));
        instance.put("startedAt", fate.startedByUs().map(Instant::toString).orElse(null));
        instance.put("minutesOff", fate.stopped().toMinutes());
        instance.put("remark", fate.remark());
        return instance;
    }

    private static Map<String, Object> mail(Publication mail) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", mail.at().toString());
        json.put("subject", mail.subject().orElse(""));
        json.put("text", mail.body("email"));
        return json;
    }
}
