package io.firstlight.study.training;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.ledger.TokenLedger;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.data.mixture.SourceShare;
import io.firstlight.study.result.StudyResults.TokenAccount;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Planned against realised tokens of a stage, and the samples that could not be used. The accounts of a stage divide
 * all its tokens, so their sums are its budget and what it really consumed. A stage that missed its budget by more than
 * one sequence fails.
 */
public final class TokenReport {
    private static final String QUARANTINE_FILE = "quarantine.json";
    /** What it leaves. */
    static final Set<String> FILES = Set.of(StageFiles.TOKENS, QUARANTINE_FILE);

    private final TrainingContext trainingContext;
    private final PackedSamples samples;
    private final TokenLedger before;

    /** Before the stage's first step: what the stream has given by now belongs to an earlier stage. */
    TokenReport(TrainingContext trainingContext, PackedSamples samples) {
        this.trainingContext = trainingContext;
        this.samples = samples;
        this.before = samples.stream().tokens();
    }

    /** After its last step. */
    public void write() throws IOException {
        BatchStream stream = samples.stream();
        ShareOf unit = samples.mixture().shareOf();
        String stage = trainingContext.label();
        long total = stream.tokens().minus(before).tokens();
        if (Math.abs(total - samples.plannedTokens()) > samples.sequenceLength()) {
            throw new IllegalStateException("stage '" + stage + "' was to consume " + samples.plannedTokens()
                    + " tokens and consumed " + total + ", more than one sequence of " + samples.sequenceLength()
                    + " off; its result is not used");
        }
        List<TokenAccount> accounts = unit == ShareOf.SAMPLES
                ? List.of(ofSamples(stage, stream.shares(), total))
                : accounts(stage, stream.shares(), unit, total);
        AtomicFiles.writeString(trainingContext.output().resolve(StageFiles.TOKENS), Json.pretty(accounts));
        AtomicFiles.writeString(trainingContext.output().resolve(QUARANTINE_FILE), Json.pretty(stream.quarantined()));
        if (!stream.quarantined().isEmpty()) {
            trainingContext
                    .progress()
                    .message(stage + ": " + stream.quarantined().size() + " bad samples were left out, the first at "
                            + stream.quarantined().get(0) + "; all are in " + QUARANTINE_FILE);
        }
    }

    /** Shares of samples divide no tokens: one account of all, which says in words how the samples were divided. */
    private TokenAccount ofSamples(String stage, List<SourceShare> shares, long total) {
        boolean divided = shares.stream().mapToDouble(SourceShare::planned).sum() < 1 - 1e-9;
        String source = shares.isEmpty() || !divided
                ? samples.restName()
                : "all sources; "
                        + shares.stream()
                                .map(share -> String.format(
                                        Locale.ROOT,
                                        "%s %.2f %% of samples planned, %.2f %% drawn",
                                        share.source(),
                                        100 * share.planned(),
                                        100 * share.realised()))
                                .collect(Collectors.joining(", "));
        return new TokenAccount(stage, source, samples.plannedTokens(), total, 1, 1);
    }

    private List<TokenAccount> accounts(String stage, List<SourceShare> shares, ShareOf unit, long total) {
        List<TokenAccount> accounts = new ArrayList<>();
        double plannedRest = 1;
        long realisedRest = total;
        for (SourceShare share : shares) {
            String source = unit == ShareOf.VISUAL_TOKENS ? share.source() + ", visual tokens" : share.source();
            accounts.add(new TokenAccount(
                    stage,
                    source,
                    Math.round(share.planned() * samples.plannedTokens()),
                    share.realisedAmount(),
                    share.planned(),
                    (double) share.realisedAmount() / total));
            plannedRest -= share.planned();
            realisedRest -= share.realisedAmount();
        }
        accounts.add(new TokenAccount(
                stage,
                samples.restName(),
                Math.round(plannedRest * samples.plannedTokens()),
                realisedRest,
                plannedRest,
                (double) realisedRest / total));
        return accounts;
    }
}
