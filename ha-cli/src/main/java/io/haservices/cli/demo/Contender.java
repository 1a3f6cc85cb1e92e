package io.haservices.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One {@code ha run} of the demo, and the records that it and its program write. */
final class Contender {
    static final String ELECTION = "demo";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String name;
    private final String address;
    private final Path events;
    private final Process process;
    private int read;

    private Contender(String name, String address, Path events, Process process) {
        this.name = name;
        this.address = address;
        this.events = events;
        this.process = process;
    }

    static Contender start(String name, Workspace workspace, Children children) throws IOException {
        Path events = workspace.events(name);
        Files.createFile(events);
        String address = "127.0.0.1:" + DemoServer.freePort();
        List<String> arguments =
                new ArrayList<>(List.of("run", "--conf", workspace.conf().toString()));
        arguments.addAll(List.of("--election", ELECTION, "--address", address));
        arguments.addAll(List.of("--timeout", "60s", "--grace", "250ms"));
        arguments.addAll(List.of("--events", events.toString(), "--"));
        arguments.addAll(JavaProgram.ha(workspace, false, List.of("demo-master", name, events.toString())));
        Process process = children.start(JavaProgram.ha(workspace, true, arguments), workspace.log(name));
        return new Contender(name, address, events, process);
    }

    String name() {
        return name;
    }

    String address() {
        return address;
    }

    Process process() {
        return process;
    }

    /** What was recorded since the last call; a line that is not finished yet is left for the next one. */
    List<Happening> news() {
        try {
            String all = new String(Files.readAllBytes(events), UTF_8);
            List<Happening> news = new ArrayList<>();
            for (int end = all.indexOf('\n', read); end >= 0; end = all.indexOf('\n', read)) {
                news.add(Happening.of(name, JSON.readTree(all.substring(read, end))));
                read = end + 1;
            }
            return news;
        } catch (IOException e) {
            throw new StepFailedException(Step.ELECTION, "the records of " + name + " cannot be read: " + e);
        }
    }
}
