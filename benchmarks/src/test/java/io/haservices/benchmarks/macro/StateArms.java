package io.haservices.benchmarks.macro;

import java.util.concurrent.atomic.AtomicLong;

/** What is done with states, and timed. */
final class StateArms {
    static final String ADD = "add";
    static final String READ = "read";
    static final String REPLACE = "replace";
    static final String REMOVE = "remove";
    static final String ADD_AND_REMOVE_OLDEST = "add + remove oldest";
    static final String READ_ALL = "read all";

    private StateArms() {}

    /** A state is added, read, replaced and removed. */
    static Arm life(String name, States states, byte[] content) {
        AtomicLong names = new AtomicLong();
        return new Over(name, states) {
            @Override
            public void once(Steps steps) throws Exception {
                String state = "life-" + names.incrementAndGet();
                steps.time(ADD, () -> states.add(state, content));
                steps.time(READ, () -> check(states.read(state).length, content.length));
                steps.time(REPLACE, () -> states.replace(state, content));
                steps.time(REMOVE, () -> states.remove(state));
            }
        };
    }

    /** As a master does that keeps the last ten checkpoints. */
    static Arm window(String name, States states, byte[] content) throws Exception {
        int kept = 10;
        AtomicLong names = new AtomicLong(kept);
        for (int i = 1; i <= kept; i++) {
            states.add("window-" + i, content);
        }
        return new Over(name, states) {
            @Override
            public void once(Steps steps) throws Exception {
                long next = names.incrementAndGet();
                steps.time(ADD_AND_REMOVE_OLDEST, () -> {
                    states.add("window-" + next, content);
                    states.remove("window-" + (next - kept));
                });
            }
        };
    }

    /** A new leader reads all that is there. */
    static Arm recovery(String name, States states, byte[] content, int number) throws Exception {
        for (int i = 0; i < number; i++) {
            states.add("kept-" + i, content);
        }
        return new Over(name, states) {
            @Override
            public void once(Steps steps) throws Exception {
                steps.time(READ_ALL, () -> check(states.readAll(), number));
                states.forgetReadAll();
            }
        };
    }

    private static void check(int found, int expected) {
        if (found != expected) {
            throw new AssertionError(found + " where " + expected + " were expected");
        }
    }

    private abstract static class Over implements Arm {
        private final String name;
        private final States states;

        Over(String name, States states) {
            this.name = name;
            this.states = states;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void close() {
            states.close();
        }
    }
}
