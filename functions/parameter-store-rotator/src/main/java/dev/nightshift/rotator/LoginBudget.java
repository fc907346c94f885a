package dev.nightshift.rotator;

import dev.nightshift.rotator.WrongPasswords.Refused;
import dev.nightshift.rotator.WrongPasswords.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What one user may still be sent: at most two wrong passwords within an hour, over all runs; one where its server
/// blocks it after fewer than four, or where nobody knows.
///
/// A password is written down before it is sent if anything speaks against it, so that a run that dies has counted it.
final class LoginBudget {
    /// For how long a wrong password counts, and is not sent again.
    static final Duration HOUR = Duration.ofHours(1);

    private static final int FEW = 4;

    private final WrongPasswordBook book;
    private final String parameter;
    private final boolean demanded;

    /// @param demanded whether a person asks for it: what was refused is then tried again, within the same limit
    LoginBudget(WrongPasswordBook book, String parameter, boolean demanded) {
        this.book = book;
        this.parameter = parameter;
        this.demanded = demanded;
    }

    private User user() {
        return book.read().user(parameter);
    }

    private void change(UnaryOperator<User> change) {
        book.read();
        book.change(all -> all.with(parameter, change.apply(all.user(parameter)), book.now()));
    }

    /// After how many wrong passwords in a row the server blocks the user, as far as anybody was told.
    Optional<Integer> blockedAfter() {
        return user().blockedAfter();
    }

    /// When a value was last refused.
    Optional<Instant> refusedAt(String value) {
        return user().refused().stream()
                .filter(one -> one.sure() && one.value().equals(value))
                .map(Refused::at)
                .max(Comparator.naturalOrder());
    }

    /// Whether a value was refused so lately that it is not sent again.
    boolean wasRefused(String value) {
        return !demanded && refusedAt(value).filter(this::isWithinTheHour).isPresent();
    }

    /// Whether anything speaks against the live value.
    boolean hasAnyRefused() {
        return !user().refused().isEmpty();
    }

    /// Which value was right last, if others were refused.
    Optional<String> right() {
        return user().right();
    }

    /// Whether a value that was refused waits while others are tried: in every second hour after the first
    /// refusal, the versions before. Unless a person asks, the one that was right last comes first, and where the
    /// server lets few wrong ones pass, the live value waits for each that was not refused.
    ///
    /// @param kept the live version, and before it those that may be tried
    boolean isTurnOfOthers(String value, List<String> kept) {
        boolean another =
                right().filter(kept::contains).filter(one -> !one.equals(value)).isPresent();
        boolean untried = value.equals(kept.getLast())
                && isFew()
                && kept.stream().anyMatch(one -> refusedAt(one).isEmpty());
        return refusedAt(value).isPresent() && (((another || untried) && !demanded) || isTurnOfEarlier());
    }

    private boolean isFew() {
        return blockedAfter().orElse(FEW - 1) < FEW;
    }

    private boolean isTurnOfEarlier() {
        return user().refused().stream()
                .map(Refused::at)
                .min(Comparator.naturalOrder())
                .filter(since -> Duration.between(since, book.now()).toHours() % 2 == 1)
                .isPresent();
    }

    /// Whether one more wrong password would be too many.
    ///
    /// @param blockedAfter what the server says now, if it could be asked
    /// @param foreign whether somebody else wrote the value, who uses it already
    boolean isSpent(Optional<Integer> blockedAfter, boolean foreign) {
        long lately = user().refused().stream()
                .filter(one -> isWithinTheHour(one.at()))
                .count();
        return lately >= most(blockedAfter) || (!foreign && !demanded && isOneBeforeTheBlock(blockedAfter));
    }

    // The server counts on, however long ago they were.
    private boolean isOneBeforeTheBlock(Optional<Integer> blockedAfter) {
        int after = blockedAfter.or(this::blockedAfter).orElse(FEW - 1);
        return after < FEW && user().row() >= after - 1;
    }

    /// How many wrong passwords the user may be sent within an hour.
    int most(Optional<Integer> blockedAfter) {
        Optional<Integer> after = blockedAfter.or(this::blockedAfter);
        if (after.isEmpty()) {
            return demanded ? 2 : 1;
        }
        return after.get() >= FEW ? 2 : after.get() > 1 ? 1 : 0;
    }

    /// When another may be sent.
    Instant next() {
        return user().refused().stream()
                .map(Refused::at)
                .filter(this::isWithinTheHour)
                .min(Comparator.naturalOrder())
                .map(at -> at.plus(HOUR))
                .orElseGet(book::now);
    }

    /// A value that is about to be sent.
    Refused about(String value) {
        return new Refused(value, book.now(), false);
    }

    /// Writes down that a value may be refused.
    ///
    /// @throws WrongPasswordBook.Lost when it cannot be written down: then it must not be sent
    void note(Refused one) {
        change(all -> all.with(one));
    }

    /// It was refused. What cannot be written down stands in the way of everything that is sent later.
    void refused(Refused one) {
        Refused sure = new Refused(one.value(), book.now(), true);
        asFarAsPossible(all -> all.without(one).with(sure));
    }

    /// It was right, and the server counts anew.
    ///
    /// @param blockedAfter what the server says now, if it could be asked
    void worked(Refused one, Optional<Integer> blockedAfter) {
        Optional<Integer> limit = blockedAfter.filter(count -> count < Integer.MAX_VALUE);
        UnaryOperator<User> change = all -> all.without(one).right(one.value(), limit);
        if (!change.apply(user()).equals(user())) {
            asFarAsPossible(change);
        }
    }

    /// It had no answer. What cannot be written down counts for an hour all the same.
    void forget(Refused one) {
        asFarAsPossible(all -> all.without(one));
    }

    @SuppressWarnings("EmptyCatch")
    private void asFarAsPossible(UnaryOperator<User> change) {
        try {
            change(change);
        } catch (WrongPasswordBook.Lost e) {
            // The book says so whenever it is asked.
        }
    }

    private boolean isWithinTheHour(Instant at) {
        return at.plus(HOUR).isAfter(book.now());
    }
}
