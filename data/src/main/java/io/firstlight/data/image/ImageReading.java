package io.firstlight.data.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Reads through the platform's readers, whose complaints become exceptions that say what is wrong. */
final class ImageReading {
    /** What a reader skips over without any harm to the image. */
    private static final String HARMLESS = "extraneous bytes before marker";

    private ImageReading() {}

    /** What is read. */
    interface Reading<T> {
        T from(ImageReader reader) throws IOException;
    }

    /**
     * Reads from bytes.
     *
     * @param format name of the format, such as "png"
     * @throws IOException if the reader fails, or warns that it filled in what is not there
     */
    static <T> T of(String format, byte[] encoded, Reading<T> reading) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        if (!readers.hasNext()) {
            throw new IOException("this Java has no reader of " + format + " images");
        }
        ImageReader reader = readers.next();
        List<String> warnings = new ArrayList<>();
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(encoded))) {
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            reader.setInput(input, true, true);
            T result = reading.from(reader);
            for (String warning : warnings) {
                if (!warning.contains(HARMLESS)) {
                    throw new IOException("it is damaged: " + warning);
                }
            }
            return result;
        } catch (RuntimeException e) {
            // The platform's readers answer damaged files with all sorts of unchecked exceptions.
            throw new IOException("it does not decode" + (e.getMessage() == null ? "" : ": " + e.getMessage()), e);
        } finally {
            reader.dispose();
        }
    }
}
