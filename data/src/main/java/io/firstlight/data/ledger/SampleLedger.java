package io.firstlight.data.ledger;

import io.firstlight.core.file.Checksums;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/**
 * Proof of what was trained on and in which order: {@code chain} is SHA-256(previous chain bytes, id in UTF-8) folded
 * over all consumed sample ids. Two runs with equal ledgers saw the same samples in the same order. Immutable.
 *
 * @param count number of ids folded in
 * @param chain 64 lower-case hexadecimal digits
 */
public record SampleLedger(long count, String chain) {
    public static final SampleLedger EMPTY = new SampleLedger(0, "0".repeat(64));

    public SampleLedger {
        if (count < 0 || !chain.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException(
                    "a sample ledger is a count and 64 hexadecimal digits, found " + count + " and '" + chain + "'");
        }
    }

    /** This ledger after {@code ids} were consumed, in their order. */
    public SampleLedger plus(List<String> ids) {
        MessageDigest digest = Checksums.newSha256();
        byte[] state = HexFormat.of().parseHex(chain);
        for (String id : ids) {
            digest.update(state);
            state = digest.digest(id.getBytes(StandardCharsets.UTF_8));
        }
        return new SampleLedger(count + ids.size(), HexFormat.of().formatHex(state));
    }
}
