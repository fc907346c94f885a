package dev.nightshift.rotator;

import dev.nightshift.rotator.WrongPasswords.Refused;
import dev.nightshift.rotator.WrongPasswords.User;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
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

    /// Takes note of it.
    void isBlockedAfter(int count) {
        if (!user().blockedAfter().equals(Optional.of(count))) {
            asFarAsPossible(one -> one.blockedAfter(count));
        }
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

    /// Whether it is the turn of the versions before: every second hour after the first refusal.
    boolean isTurnOfEarlier() {
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

    /// One was right, and the server counts anew.
    void right() {
        if (user().row() > 0) {
            asFarAsPossible(User::right);
        }
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

    /// It was not refused. What cannot be written down counts for an hour all the same.
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
