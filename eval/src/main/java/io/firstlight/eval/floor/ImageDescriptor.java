package io.firstlight.eval.floor;

import io.firstlight.data.sample.BadSampleException;

/** An image as a vector, and how alike two images are by their vectors. Thread-safe if its source of images is. */
public interface ImageDescriptor {
    /** The vector of an image. */
    float[] describe(String image) throws BadSampleException;

    /** Greater is more alike; finite. */
    double similarity(float[] first, float[] second);
}
