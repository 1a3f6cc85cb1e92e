package io.haservices.core.liveness;

/** What is said on a line: a greeting, then a question for each term, in any order; questions may be repeated. */
final class Protocol {
    static final String GREETING = "ha-liveness 1";
    static final String PING = "ping";
    static final String PONG = "pong";
    private static final String TERM = "term ";
    private static final String YES = "yes ";
    private static final String NO = "no ";

    private Protocol() {}

    static String question(String id) {
        return TERM + id;
    }

    static boolean isQuestion(String line) {
        return line.startsWith(TERM);
    }

    static String answer(String question, boolean held) {
        return (held ? YES : NO) + question.substring(TERM.length());
    }

    static boolean isYes(String line) {
        return line.startsWith(YES);
    }

    static boolean isNo(String line) {
        return line.startsWith(NO);
    }

    /** The id that an answer is about. */
    static String idOf(String answer) {
        return answer.substring(answer.indexOf(' ') + 1);
    }
}
