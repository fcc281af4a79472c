package io.firstlight.eval.answer;

/**
 * How probable the right answer is to a model: a score that moves long before the chosen answer does, from the same
 * forward pass (DataDecide, arXiv 2504.11393, table 3, "normalised").
 *
 * @param raw by log-probabilities as they are, sums over the tokens of each option, in [0, 1]
 * @param perByte by log-probabilities divided by the UTF-8 bytes of each option, so that long options do not lose by
 *     their length, in [0, 1]
 */
public record GoldProbability(double raw, double perByte) {
    public GoldProbability {
        if (!(raw >= 0 && raw <= 1 && perByte >= 0 && perByte <= 1)) {
            throw new IllegalArgumentException(
                    "probabilities of the right answer are " + raw + " and " + perByte + "; expected 0 to 1");
        }
    }
}
