package io.firstlight.eval.floor;

import io.firstlight.data.sample.BadSampleException;

/** A picture as a vector, and how alike two pictures are by their vectors. Thread-safe if its source of pictures is. */
public interface ImageDescriptor {
    /** The vector of a picture. */
    float[] describe(String image) throws BadSampleException;

    /** Greater is more alike; finite. */
    double similarity(float[] first, float[] second);
}
