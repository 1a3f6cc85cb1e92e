package io.haservices.benchmarks.macro;

import io.haservices.benchmarks.macro.Figure.Subject;
import io.haservices.benchmarks.macro.Goal.Measure;
import java.util.List;

/** What was promised in ratios. The names of arms and conditions are those of the tests. */
final class Goals {
    static final String FLOOR = "floor: bare client";
    static final String FLINK = "Flink 2.3";
    static final String FLINK_FORCED = "Flink 2.3, forced";
    static final String CURATOR = "Curator LeaderLatch";
    static final String BARE_JVM = "bare JVM";

    static final List<Goal> ALL = List.of(
            new Goal(
                    new Subject("state", "1 KiB, 1 thread", StateArms.ADD),
                    FLOOR,
                    Measure.TIME_AT_MOST,
                    1.1,
                    "every state has a folder of its own, which is forced too, and an add looks at the pointer before and after"),
            new Goal(
                    new Subject("state", "1 KiB, 8 threads", StateArms.ADD),
                    FLINK_FORCED,
                    Measure.RATE_AT_LEAST,
                    2,
                    "both wait for the disk most of the time"),
            new Goal(
                    new Subject("state", "1 KiB, last 10 kept", StateArms.ADD_AND_REMOVE_OLDEST),
                    FLINK,
                    Measure.TIME_AT_MOST,
                    0.5,
                    "Flink does not force its files"),
            new Goal(
                    new Subject("recovery", "states of 1 KiB", StateArms.READ_ALL),
                    FLINK,
                    Measure.TIME_AT_MOST,
                    0.2,
                    "not profiled yet"),
            new Goal(
                    new Subject("election", "ZooKeeper", "close to granted"),
                    FLOOR,
                    Measure.TIME_AT_MOST,
                    2,
                    "winning is a transaction on the epoch, which the bare client's floor does without"),
            new Goal(
                    new Subject("election", "ZooKeeper", "close to granted"),
                    FLINK,
                    Measure.TIME_AT_MOST,
                    0.2,
                    "not profiled yet; Flink waits as well for what both wait for, a delete and a watch on it"),
            new Goal(
                    new Subject("election", "ZooKeeper", "published to learned"),
                    Arm.OURS,
                    Measure.MICROS_AT_MOST,
                    10_000,
                    "not profiled yet; publishing looks at the leader entry before it replaces it"),
            new Goal(
                    new Subject("cli", "ZooKeeper", "ha leader"),
                    Arm.OURS,
                    Measure.MICROS_AT_MOST,
                    350_000,
                    "on a core that is busy with something else it takes longer"),
            new Goal(
                    new Subject("cli", "ZooKeeper", "ha state get"),
                    Arm.OURS,
                    Measure.MICROS_AT_MOST,
                    350_000,
                    "on a core that is busy with something else it takes longer"));

    private Goals() {}
}
