package io.firstlight.data.ledger;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Tokens that entered the decoder, by source: of one batch, of a stage, of a whole run. Immutable; as JSON it is an
 * object with {@code sources} (by name) and {@code paddingTokens}.
 *
 * @param sources by source name
 * @param paddingTokens positions at row ends that hold nothing; never part of a budget
 */
public record TokenLedger(SortedMap<String, SourceTokens> sources, long paddingTokens) {
    public static final TokenLedger EMPTY = new TokenLedger(new TreeMap<>(), 0);

    public TokenLedger {
        sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
    }

    /** What came after {@code earlier}, which must be an earlier state of the same ledger. */
    public TokenLedger minus(TokenLedger earlier) {
        TreeMap<String, SourceTokens> since = new TreeMap<>(sources);
        for (Map.Entry<String, SourceTokens> entry : earlier.sources.entrySet()) {
            SourceTokens now = since.getOrDefault(
                    entry.getKey(), SourceTokens.none(entry.getValue().sampleKind()));
            since.put(entry.getKey(), now.minus(entry.getValue()));
        }
        return new TokenLedger(since, paddingTokens - earlier.paddingTokens);
    }

    /** Text and visual tokens over all sources, padding excluded: what budgets and schedules count. */
    public long tokens() {
        return sum(SourceTokens::tokens);
    }

    public long textTokens() {
        return sum(SourceTokens::textTokens);
    }

    public long visualTokens() {
        return sum(SourceTokens::visualTokens);
    }

    public long targetTokens() {
        return sum(SourceTokens::targetTokens);
    }

    public long samples() {
        return sum(SourceTokens::samples);
    }

    /** Visual tokens as a share of all tokens; 0 for an empty ledger. */
    public double visualShare() {
        return tokens() == 0 ? 0 : (double) visualTokens() / tokens();
    }

    /** Padding as a share of all positions; 0 for an empty ledger. */
    public double paddingShare() {
        long positions = tokens() + paddingTokens;
        return positions == 0 ? 0 : (double) paddingTokens / positions;
    }

    private long sum(ToLongFunction<SourceTokens> count) {
        return sources.values().stream().mapToLong(count).sum();
    }
}
