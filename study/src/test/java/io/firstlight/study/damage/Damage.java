package io.firstlight.study.damage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Random;

/** One way to damage a file, drawn from a seed. */
record Damage(Kind kind, long at, int bit, boolean keepsTime) {
    enum Kind {
        FLIP,
        ZEROS,
        CUT,
        EMPTY
    }

    /** Mostly one flipped bit, which is the hardest to see. */
    static Damage of(Path file, Random random) throws IOException {
        int draw = random.nextInt(10);
        Kind kind = draw < 7 ? Kind.FLIP : draw == 7 ? Kind.ZEROS : draw == 8 ? Kind.CUT : Kind.EMPTY;
        long size = Math.max(1, Files.size(file));
        return new Damage(kind, (long) (random.nextDouble() * size), random.nextInt(8), random.nextBoolean());
    }

    void apply(Path file) throws IOException {
        FileTime time = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        switch (kind) {
            case FLIP -> {
                if (bytes.length > 0) {
                    bytes[(int) at] ^= (byte) (1 << bit);
                }
            }
            case ZEROS -> Arrays.fill(bytes, (byte) 0);
            case CUT -> bytes = Arrays.copyOf(bytes, (int) at);
            case EMPTY -> bytes = new byte[0];
        }
        Files.write(file, bytes);
        if (keepsTime) {
            Files.setLastModifiedTime(file, time);
        }
    }
}
