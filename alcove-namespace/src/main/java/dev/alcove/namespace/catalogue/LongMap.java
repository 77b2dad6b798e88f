package dev.alcove.namespace.catalogue;

import org.jspecify.annotations.Nullable;

/** A map from inodes, which are above zero, that makes no object for each key. */
final class LongMap<V> {
    private static final int FIRST_SIZE = 64;

    private long[] keys = new long[FIRST_SIZE];
    private @Nullable Object[] values = new Object[FIRST_SIZE];
    private int size;

    @Nullable V get(long key) {
        @SuppressWarnings("unchecked") // only put fills the array
        V value = (V) values[slot(keys, key)];
        return value;
    }

    void put(long key, V value) {
        int slot = slot(keys, key);
        if (keys[slot] == 0) {
            size++;
        }
        keys[slot] = key;
        values[slot] = value;
        if (2 * size > keys.length) {
            grow();
        }
    }

    int size() {
        return size;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[2 * oldKeys.length];
        values = new Object[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int slot = slot(keys, oldKeys[i]);
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    /** Where the key is, or the free place where it belongs. The length is a power of two. */
    private static int slot(long[] keys, long key) {
        long mixed = key * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed >>> 40) & (keys.length - 1);
        while (keys[slot] != key && keys[slot] != 0) {
            slot = (slot + 1) & (keys.length - 1);
        }
        return slot;
    }
}
