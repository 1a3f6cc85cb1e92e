package io.haservices.core.config;

/** A value as it was written, and where. */
record GivenValue(String text, Origin origin) {}
