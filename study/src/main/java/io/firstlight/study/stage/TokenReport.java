package io.firstlight.study.stage;

import io.firstlight.core.file.AtomicFiles;
import io.firstlight.core.json.Json;
import io.firstlight.data.batch.BatchStream;
import io.firstlight.data.ledger.SourceTokens;
import io.firstlight.data.ledger.TokenLedger;
import io.firstlight.data.mixture.ShareOf;
import io.firstlight.study.result.StudyResults.TokenAccount;
import io.firstlight.study.run.StageContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Planned against realised tokens of a stage, and the samples that could not be used. */
final class TokenReport {
    static final String TOKENS_FILE = "tokens.json";
    static final String QUARANTINE_FILE = "quarantine.json";
    private final String stage;
    private final TokenLedger before;
    private final List<Planned> planned = new ArrayList<>();

    private record Planned(String source, long tokens, double share, ShareOf unit) {}

    /** @param before what the stream had already given when the stage began */
    TokenReport(String stage, TokenLedger before) {
        this.stage = stage;
        this.before = before;
    }

    /** The whole stage is text: {@code tokens} of one source. */
    TokenReport text(String source, long tokens) {
        planned.add(new Planned(source, tokens, 1, ShareOf.IMAGE_SAMPLE_TOKENS));
        return this;
    }

    /** A source that was to get {@code share}, in {@code unit}, of a stage of {@code stageTokens}. */
    TokenReport share(String source, double share, ShareOf unit, long stageTokens) {
        planned.add(new Planned(source, Math.round(share * stageTokens), share, unit));
        return this;
    }

    void write(StageContext context, BatchStream stream) throws IOException {
        TokenLedger done = stream.tokens().minus(before);
        double whole = done.sources().values().stream().mapToLong(source -> ShareOf.VISUAL_TOKENS.whole(source)).sum();
        double samples = done.samples();
        List<TokenAccount> accounts = new ArrayList<>();
        for (Planned plan : planned) {
            SourceTokens source = done.sources().get(plan.source());
            long realised = source == null ? 0 : plan.unit().part(source);
            double of = plan.unit() == ShareOf.SAMPLES ? samples : whole;
            long plannedPart = plan.unit() == ShareOf.SAMPLES ? Math.round(plan.share() * samples) : plan.tokens();
            accounts.add(new TokenAccount(stage, plan.source(), plannedPart, realised, plan.share(), of == 0 ? 0 : realised / of));
        }
        AtomicFiles.writeString(context.outputDirectory().resolve(TOKENS_FILE), Json.pretty(accounts));
        AtomicFiles.writeString(context.outputDirectory().resolve(QUARANTINE_FILE), Json.pretty(stream.quarantined()));
        if (!stream.quarantined().isEmpty()) {
            context.progress().message(stage + ": " + stream.quarantined().size() + " bad samples were replaced by the next of "
                    + "their source, the first at " + stream.quarantined().get(0) + "; all are in " + QUARANTINE_FILE);
        }
    }
}
