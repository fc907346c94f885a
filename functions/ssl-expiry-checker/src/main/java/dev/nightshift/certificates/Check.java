package dev.nightshift.certificates;

import dev.nightshift.certificates.look.Look;
import dev.nightshift.certificates.look.Lookout;
import dev.nightshift.certificates.plan.Counts;
import dev.nightshift.certificates.plan.Sight;
import dev.nightshift.certificates.plan.Sights;
import dev.nightshift.certificates.report.Changes;
import dev.nightshift.certificates.report.Message;
import dev.nightshift.certificates.report.Reporting;
import dev.nightshift.certificates.report.Telling;
import dev.nightshift.certificates.settings.CheckerConfig;
import dev.nightshift.certificates.state.Memory;
import dev.nightshift.certificates.state.News;
import dev.nightshift.certificates.state.Served;
import dev.nightshift.certificates.state.ServedState;
import dev.nightshift.certificates.state.State;
import dev.nightshift.kit.Digest;
import dev.nightshift.kit.Reach;
import dev.nightshift.kit.aws.Job;
import dev.nightshift.kit.aws.Resources;
import dev.nightshift.kit.aws.Result;
import dev.nightshift.kit.aws.StateStore;
import dev.nightshift.kit.aws.StateStore.Recalled;
import dev.nightshift.kit.aws.StoredState;
import dev.nightshift.tls.expiry.Tier;
import dev.nightshift.tls.report.HtmlReport;
import dev.nightshift.tls.report.JsonReport;
import dev.nightshift.tls.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One run: looks, compares with what people know, and says what to report and store.
record Check(CheckerConfig config, Lookout lookout, Resources resources, Job.Call<String> call) {
    private static final int MAX_STATE_BYTES = 64 * 1024 * 1024;

    Result work() {
        Look look = look();
        List<Sight> sights = Sights.of(config, look);
        List<News> wrong = Telling.of(new TreeMap<>(), sights, call.now()).news();
        Digest digest = Message.digest(call.self(), call.now(), config.zone(), call.dryRun(), wrong);
        if (call.dryRun()) {
            return result(sights, digest, List.of(), () -> {}, look.reach(List.of()));
        }
        StateStore<SortedMap<String, Memory>> store = new StoredState<>(
                resources, config.prefix() + "state", MAX_STATE_BYTES, new TreeMap<>(), State::read, State::write);
        Recalled<SortedMap<String, Memory>> recalled = store.recall();
        if (recalled.unreachable().isPresent()) {
            Reach reach = look.reach(List.of())
                    .owing("what people were notified of could not be read: "
                            + recalled.unreachable().get());
            return result(sights, digest, List.of(), () -> report(look, sights, List.of()), reach);
        }
        StateStore<SortedMap<String, Served>> certificates = new StoredState<>(
                resources,
                config.prefix() + "certificates",
                MAX_STATE_BYTES,
                new TreeMap<>(),
                ServedState::read,
                ServedState::write);
        Recalled<SortedMap<String, Served>> served = certificates.recall();
        Changes changes = Changes.of(served.value(), look.verdicts(), call.now());
        Telling telling = Telling.of(recalled.value(), sights, call.now());
        List<News> news = new ArrayList<>(telling.news());
        news.addAll(changes.news());
        recalled.lost().ifPresent(why -> news.add(lost("state", why)));
        // There is none where a version ran that kept none: then this run has nothing to compare with.
        served.lost().filter(_ -> served.isUnreadable()).ifPresent(why -> news.add(lost("certificates", why)));
        Digest message = Message.digest(call.self(), call.now(), config.zone(), false, news);
        Runnable storing = () -> {
            store.keep(telling.memories(), recalled);
            if (served.unreachable().isEmpty() && !changes.served().equals(served.value())) {
                certificates.keep(changes.served(), served);
            }
            report(look, sights, changes.notes(call.now()));
        };
        return result(
                sights,
                digest,
                news.isEmpty() ? List.of() : List.of(message),
                storing,
                look.reach(telling.begun(Sights.SOURCE_FAILED)));
    }

    private Result result(List<Sight> sights, Digest digest, List<Digest> messages, Runnable storing, Reach reach) {
        return new Result(
                digest,
                digest,
                messages,
                storing,
                reach,
                line -> Counts.add(line, sights, config.metricsFor(), call.now()));
    }

    private Look look() {
        try {
            return lookout.look(call.now());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was interrupted", e);
        }
    }

    /// What was reported before is reported again in the same message.
    private static News lost(String what, String why) {
        return new News(Tier.NOTICE, what, what, what, Optional.empty(), "STATE_LOST: begins anew, because " + why);
    }

    private void report(Look look, List<Sight> sights, List<String> notes) {
        Report report = Reporting.of(look, sights, call.now()).noting(notes);
        Report all = look.stock().holdings().isEmpty()
                ? report
                : Reporting.withUnused(report, look, config.syntax().thresholds(), Sights.showUsesOfIam(config, look));
        put("report.json", "application/json", JsonReport.of(all));
        put("report.html", "text/html; charset=utf-8", HtmlReport.of(report));
    }

    private void put(String name, String contentType, String text) {
        resources.bucket().put(config.prefix() + name, contentType, text);
    }
}
