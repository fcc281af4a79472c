package io.firstlight.worlds.quickstart.icon;

import io.firstlight.core.file.Checksums;

/**
 * One icon, as its set stores it.
 *
 * @param set name of the icon set, for example "noto"
 * @param body the content of the {@code <svg>} element; a set without colors of its own uses {@code currentColor}
 * @param viewBox the part of the plane that is drawn
 */
public record IconSvg(String set, String name, String body, ViewBox viewBox) {
    /** The {@code viewBox} of an SVG element, in the icon's own units. */
    public record ViewBox(double left, double top, double width, double height) {
        String attribute() {
            return left + " " + top + " " + width + " " + height;
        }
    }

    /** The id "set/name", unique in the artifact. */
    public String id() {
        return set + "/" + name;
    }

    /**
     * The complete SVG document. {@code currentColor} becomes black; a tint later replaces it and keeps the coverage.
     */
    String document() {
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\""
                + viewBox.attribute() + "\" color=\"#000\">" + body.replace("currentColor", "#000") + "</svg>";
    }

    /** The SHA-256 of all that the pixels depend on, so that a cache entry under this key is never stale. */
    String contentKey() {
        return Checksums.sha256(document());
    }
}
