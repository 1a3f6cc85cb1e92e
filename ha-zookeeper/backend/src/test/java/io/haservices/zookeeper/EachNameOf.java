package io.haservices.zookeeper;

import io.haservices.config.ConfigOption;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A test of what an option does, run with its key, and again with each of its former names. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(EachNameOf.Names.class)
@interface EachNameOf {
    /** The key. */
    String value();

    /** The spellings of one option. */
    final class Names implements ArgumentsProvider, AnnotationConsumer<EachNameOf> {
        private String key = "";

        @Override
        public void accept(EachNameOf annotation) {
            key = annotation.value();
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            List<String> names = new ArrayList<>();
            for (ConfigOption<?> option : ZooKeeperOptions.all()) {
                if (option.key().equals(key)) {
                    names.add(key);
                    names.addAll(option.aliases());
                    names.addAll(option.deprecatedKeys());
                }
            }
            return names.stream().map(Arguments::of);
        }
    }
}
