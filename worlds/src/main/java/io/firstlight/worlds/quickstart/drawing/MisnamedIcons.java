package io.firstlight.worlds.quickstart.drawing;

import java.util.Set;

/**
 * Icons whose name is a concept's word but that show something else (the flag of Turkey, a computer mouse, the palm of
 * a hand). They were found by looking at contact sheets of all artists.
 */
final class MisnamedIcons {
    private static final Set<String> IDS = Set.of(
            "dinkie-icons/clipboard",
            "dinkie-icons/elevator",
            "fxemoji/keyboard",
            "fxemoji/sunglasses",
            "fxemoji/window",
            "icon-park/anchor",
            "icon-park/apple",
            "icon-park/bee",
            "icon-park/bow",
            "icon-park/chicken",
            "icon-park/compass",
            "icon-park/doughnut",
            "icon-park/envelope",
            "icon-park/football",
            "icon-park/label",
            "icon-park/mouse",
            "icon-park/needle",
            "icon-park/palm",
            "icon-park/pie",
            "icon-park/projector",
            "icon-park/ring",
            "icon-park/rock",
            "icon-park/seal",
            "icon-park/seat",
            "icon-park/turkey",
            "lucide/mouse",
            "lucide/projector",
            "lucide/radio",
            "lucide/ribbon",
            "mdi/apple",
            "mdi/box",
            "mdi/cricket",
            "mdi/hospital",
            "mdi/mouse",
            "mdi/needle",
            "mdi/projector",
            "mdi/ribbon",
            "mdi/satellite",
            "mdi/school",
            "mdi/seal",
            "mingcute/apple-fill",
            "mingcute/chicken-fill",
            "mingcute/crutch-fill",
            "mingcute/football-fill",
            "mingcute/mirror-fill",
            "mingcute/mouse-fill",
            "mingcute/projector-fill",
            "mingcute/seal-fill",
            "mingcute/wine-fill",
            "ph/cricket-duotone",
            "ph/cricket-fill",
            "ph/mouse-duotone",
            "ph/mouse-fill",
            "ph/seal-duotone",
            "ph/seal-fill",
            "set/icon",
            "streamline-emojis/turkey",
            "tabler/cricket",
            "tabler/hospital",
            "tabler/mouse",
            "tabler/school");

    private MisnamedIcons() {}

    /** Whether the icon with this id, "set/icon", shows something other than its name says. */
    static boolean contains(String id) {
        return IDS.contains(id);
    }
}
