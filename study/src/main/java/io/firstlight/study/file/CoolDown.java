package io.firstlight.study.file;

/** How a learning rate comes down. */
public enum CoolDown {
    LINEAR, COSINE, POWER
}
