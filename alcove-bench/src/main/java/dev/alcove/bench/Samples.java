package dev.alcove.bench;

import java.util.Arrays;

/** What one case took, time after time. */
final class Samples {
    private final String name;
    private double[] micros = new double[1024];
    private int count;
    private boolean sorted;

    /** No samples yet; {@code name} is what the tables call the case. */
    Samples(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void add(double microseconds) {
        if (count == micros.length) {
            micros = Arrays.copyOf(micros, 2 * count);
        }
        micros[count++] = microseconds;
        sorted = false;
    }

    int count() {
        return count;
    }

    /** Half of the runs took at most this long, in microseconds. */
    double median() {
        return quantile(0.5);
    }

    /** The given part of the runs, from 0 to 1, took at most this long, in microseconds. */
    double quantile(double part) {
        if (count == 0) {
            throw new IllegalStateException("no samples of " + name);
        }
        if (!sorted) {
            Arrays.sort(micros, 0, count);
            sorted = true;
        }
        double at = part * (count - 1);
        int below = (int) at;
        int above = Math.min(below + 1, count - 1);
        return micros[below] + (at - below) * (micros[above] - micros[below]);
    }
}
