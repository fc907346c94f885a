package dev.nightshift.liveips.sink;

/// A sink for dry runs.
record ReadOnlySink(Sink sink) implements Sink {
    @Override
    public Reading read() {
        return sink.read();
    }

    @Override
    public Writing write(String body, String token) {
        return sink.rehearse(body, token);
    }
}
