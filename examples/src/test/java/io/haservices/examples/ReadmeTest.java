package io.haservices.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ReadmeTest {
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void showsTheJavaThatIsCompiledHere() throws IOException {
        String source = Files.readString(Path.of("src/main/java/io/haservices/examples/CountingMaster.java"));
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
        assertThat(blocks).isNotEmpty().allSatisfy(block -> assertThat(source).contains(block));
    }
}
