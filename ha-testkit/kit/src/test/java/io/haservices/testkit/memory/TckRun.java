package io.haservices.testkit.memory;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.haservices.testkit.tck.Judge;
import io.haservices.testkit.tck.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/**
 * What came of a run of a TCK.
 *
 * @param failures the messages of the tests that failed, by rule
 * @param succeeded how many tests passed
 */
record TckRun(SortedMap<String, List<String>> failures, long succeeded) {
    static TckRun of(Class<?> tck) {
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tck))
                .configurationParameter(Judge.QUIET, "true")
                .execute()
                .testEvents();
        SortedMap<String, List<String>> failures = new TreeMap<>();
        events.failed().stream()
                .forEach(event -> failures.computeIfAbsent(rule(event), rule -> new ArrayList<>())
                        .add(message(event)));
        return new TckRun(failures, events.succeeded().count());
    }

    private static String rule(Event event) {
        MethodSource source =
                (MethodSource) event.getTestDescriptor().getSource().orElseThrow();
        return source.getJavaMethod().getAnnotation(Rule.class).value();
    }

    private static String message(Event event) {
        return event.getPayload(TestExecutionResult.class)
                .flatMap(TestExecutionResult::getThrowable)
                .map(thrown -> String.valueOf(thrown.getMessage()))
                .orElse("");
    }
}
