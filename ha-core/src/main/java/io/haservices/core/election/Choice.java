package io.haservices.core.election;

import io.haservices.core.election.Standing.Contender;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whom leadership goes to.
 *
 * @param contender who it is, if there is one
 * @param problem why there is none; empty if there is
 */
record Choice(Optional<Contender> contender, String problem) {
    private static final Comparator<Contender> BY_PRIORITY =
            Comparator.comparingInt(Contender::priority).thenComparing(Contender::id, Comparator.reverseOrder());

    /** Who was named, or the best of the others. */
    static Choice of(List<Contender> standing, String leader, String target) {
        List<Contender> others = standing.stream()
                .filter(contender -> !contender.id().equals(leader))
                .toList();
        if (others.isEmpty() && target.isEmpty()) {
            return none("nobody else stands by; start another candidate first");
        }
        if (target.isEmpty()) {
            return new Choice(others.stream().max(BY_PRIORITY), "");
        }
        List<Contender> named =
                others.stream().filter(contender -> contender.isCalled(target)).toList();
        if (named.size() == 1) {
            return new Choice(Optional.of(named.get(0)), "");
        }
        if (named.size() > 1) {
            return none(named.size() + " candidates are called '" + target
                    + "'; name one by the id of its contender, as 'ha status' shows it");
        }
        boolean leads = leader.equals(target)
                || standing.stream().anyMatch(contender -> contender.id().equals(leader) && contender.isCalled(target));
        if (leads) {
            return none("'" + target + "' leads already");
        }
        return none("no candidate '" + target + "' stands by; "
                + (others.isEmpty()
                        ? "nobody does"
                        : "there " + (others.size() == 1 ? "is " : "are ")
                                + others.stream().map(Choice::name).collect(Collectors.joining(", "))));
    }

    private static String name(Contender contender) {
        return contender.candidateId().isEmpty() ? contender.id() : contender.candidateId();
    }

    private static Choice none(String problem) {
        return new Choice(Optional.empty(), problem);
    }

    /** The best of those above this priority. */
    static Optional<Contender> above(int priority, List<Contender> standing) {
        return standing.stream()
                .filter(contender -> contender.priority() > priority)
                .max(BY_PRIORITY);
    }
}
