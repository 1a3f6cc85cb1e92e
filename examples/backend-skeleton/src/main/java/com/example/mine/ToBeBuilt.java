package com.example.mine;

/** Names a method that is still missing; delete this class when nothing uses it any more. */
final class ToBeBuilt {
    private ToBeBuilt() {}

    static UnsupportedOperationException method(String name) {
        return new UnsupportedOperationException("to be built: " + name);
    }
}
