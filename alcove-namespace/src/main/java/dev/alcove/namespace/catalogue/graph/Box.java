package dev.alcove.namespace.catalogue.graph;

import dev.alcove.namespace.catalogue.Entry;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rectangle of the picture, with text at its top: a namespace; or a user namespace, and inside its rectangle those of
 * what it owns. Lengths are in pixels.
 */
final class Box {
    static final int PADDING = 12;
    static final int LINE = 16;

    /** As wide as 40 characters and the padding. */
    static final int CARD = 312;

    private static final int GAP = 10;
    private static final Comparator<Box> HIGHEST_FIRST =
            Comparator.<Box>comparingInt(box -> box.height).reversed();

    /** The namespace; null for what holds all. */
    final @Nullable Entry entry;

    final List<String> lines;

    /** Namespaces that own nothing. */
    final List<Box> cards = new ArrayList<>();

    /** User namespaces that own something. */
    final List<Box> frames = new ArrayList<>();

    int x;
    int y;
    int width;
    int height;

    private Box(@Nullable Entry entry, List<String> lines) {
        this.entry = entry;
        this.lines = lines;
    }

    static Box of(OwnerTree tree, Labels labels) {
        Entry owner = tree.owner;
        Box box = new Box(owner, owner == null ? List.of() : labels.lines(owner));
        for (Entry owned : tree.owned) {
            box.cards.add(new Box(owned, labels.lines(owned)));
        }
        for (OwnerTree inside : tree.inside) {
            (inside.isEmpty() ? box.cards : box.frames).add(of(inside, labels));
        }
        return box;
    }

    /** Whether nothing is inside. */
    boolean isCard() {
        return cards.isEmpty() && frames.isEmpty();
    }

    /** Gives everything its place, such that it is not wider than {@code available} if it need not. */
    void layOut(int available) {
        int inner = Math.max(CARD, available - 2 * PADDING);
        int top = headHeight();
        int bottom = place(cards, inner, top);
        for (Box frame : frames) {
            frame.layOut(inner);
        }
        frames.sort(HIGHEST_FIRST);
        bottom = place(frames, inner, bottom);
        height = bottom;
        width = CARD;
        for (Box box : cards) {
            width = Math.max(width, box.x + box.width + PADDING);
        }
        for (Box box : frames) {
            width = Math.max(width, box.x + box.width + PADDING);
        }
    }

    private int headHeight() {
        return entry == null ? 0 : PADDING + LINE * (1 + lines.size()) + PADDING / 2;
    }

    /** Places boxes in rows that begin at {@code top}, and says where what follows may begin. */
    private static int place(List<Box> boxes, int inner, int top) {
        int left = PADDING;
        int rowTop = top;
        int rowHeight = 0;
        for (Box box : boxes) {
            if (box.isCard()) {
                box.layOutCard();
            }
            if (left > PADDING && left + box.width > PADDING + inner) {
                left = PADDING;
                rowTop += rowHeight + GAP;
                rowHeight = 0;
            }
            box.x = left;
            box.y = rowTop;
            left += box.width + GAP;
            rowHeight = Math.max(rowHeight, box.height);
        }
        return boxes.isEmpty() ? top : rowTop + rowHeight + PADDING;
    }

    private void layOutCard() {
        width = CARD;
        height = headHeight();
    }

    /** Makes the places, which are relative to what is around, absolute. */
    void moveBy(int right, int down) {
        x += right;
        y += down;
        for (Box box : cards) {
            box.moveBy(x, y);
        }
        for (Box box : frames) {
            box.moveBy(x, y);
        }
    }
}
