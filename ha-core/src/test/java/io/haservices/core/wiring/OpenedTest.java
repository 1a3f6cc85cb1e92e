package io.haservices.core.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.haservices.errors.HaException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
    private final Opened opened = new Opened();
    private final List<String> closed = new ArrayList<>();

    private AutoCloseable part(String name) {
        return () -> closed.add(name);
    }

    @Test
    void closesTheLastOneFirstAndEachOnceWhateverFails() {
        opened.add(part("first"));
        opened.add(() -> {
            throw new IllegalStateException("on purpose");
        });
        opened.add(part("last"));
        opened.close();
        opened.close();
        assertThat(closed).containsExactly("last", "first");
    }

    @Test
    void whatIsOpenedWhileTheOthersAreClosedIsClosedAtOnce() {
        opened.add(part("first"));
        opened.close();
        assertThatThrownBy(() -> opened.add(part("late"))).isInstanceOf(HaException.class);
        assertThat(closed).containsExactly("first", "late");
    }
}
