package io.haservices.cli.cluster;

import io.haservices.values.Segment;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Names of elections, stores, states and counters: refused before anything is opened when they have no encoded form. */
public final class NameConverter implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
        try {
            Segment.encode(text);
            return text;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
