package io.haservices.cli.demo;

/** A step of the demo did not go as it must. */
final class StepFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Step step;

    StepFailedException(Step step, String message) {
        super(message);
        this.step = step;
    }

    Step step() {
        return step;
    }
}
