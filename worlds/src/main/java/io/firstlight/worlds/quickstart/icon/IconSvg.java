package io.firstlight.worlds.quickstart.icon;

import io.firstlight.core.file.Checksums;

/**
 * One icon as the set has it.
 *
 * @param set the set's prefix, for example "noto"
 * @param body what stands inside the {@code <svg>} element; a set without colors of its own says {@code currentColor}
 * @param box the part of the plane that is drawn
 */
public record IconSvg(String set, String name, String body, Box box) {
    /** In the icon's own units. */
    public record Box(double left, double top, double width, double height) {
        String attribute() {
            return left + " " + top + " " + width + " " + height;
        }
    }

    /** "set/name", unique in the artifact. */
    public String id() {
        return set + "/" + name;
    }

    /** A whole SVG document; {@code currentColor} is black, so that a tint can be laid over its coverage. */
    String document() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\""
                + box.attribute() + "\" color=\"#000\">" + body.replace("currentColor", "#000") + "</svg>";
    }

    /** What the pixels depend on, so that a cache keyed by it never goes stale. */
    String contentKey() {
        return Checksums.sha256(document());
    }
}
