package io.firstlight.data.mixture;

import io.firstlight.data.ledger.SourceTokens;
import io.firstlight.data.ledger.TokenLedger;
import java.util.List;

/**
 * Planned against realised share of one source that has a share of its own, in the mixture's unit.
 *
 * @param source name
 * @param planned share asked for
 * @param realised share of what was given so far; 0 before anything was
 * @param plannedAmount what the plan gives it of the whole so far, in tokens or samples
 * @param realisedAmount what it was given, in tokens or samples
 */
public record SourceShare(String source, double planned, double realised, double plannedAmount, long realisedAmount) {
    /** By how much the source is behind its plan, in tokens or samples; negative when ahead. */
    public double deficit() {
        return plannedAmount - realisedAmount;
    }

    /** The shares of all sources but text, which takes the rest, in the mixture's order. */
    public static List<SourceShare> of(Mixture mixture, TokenLedger ledger) {
        ShareOf unit = mixture.shareOf();
        long whole = ledger.sources().values().stream().mapToLong(unit::whole).sum();
        return mixture.components().stream()
                .filter(component -> !component.source().sampleKind().splits())
                .map(component -> {
                    SourceTokens counts = ledger.sources()
                            .getOrDefault(
                                    component.source().name(),
                                    SourceTokens.none(component.source().sampleKind()));
                    long part = unit.part(counts);
                    return new SourceShare(
                            component.source().name(),
                            component.share(),
                            whole == 0 ? 0 : (double) part / whole,
                            component.share() * whole,
                            part);
                })
                .toList();
    }
}
