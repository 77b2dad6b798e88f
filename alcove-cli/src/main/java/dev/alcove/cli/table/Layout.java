package dev.alcove.cli.table;

import java.util.List;

/**
 * The widths of a table's columns. Where the terminal is too narrow, columns that may be truncated give way, those first
 * whose cells differ most in width; where there is room to spare, columns get what they hinted at.
 *
 * <p>The rules are those of libsmartcols, in its order.
 */
final class Layout {
    private static final int AGGRESSIVE = 3;
    private static final double LARGE_DEVIATION = 2.2;

    private final List<Column> columns;
    private final int[] width;
    private final int[] least;
    private final int[] greatest;
    private final double[] average;
    private final double[] deviation;

    /** The columns from the one that differs least to the one that differs most. */
    private final int[] order;

    /** The total of the widths and the spaces between them. */
    private int total;

    private Layout(List<Column> columns) {
        int count = columns.size();
        this.columns = columns;
        width = new int[count];
        least = new int[count];
        greatest = new int[count];
        average = new double[count];
        deviation = new double[count];
        order = new int[count];
    }

    /**
     * The width of each column.
     *
     * @param cells the width of each cell, by column and line
     * @param art the greatest width of what is drawn of the tree, by column
     * @param screen the terminal's width in cells; 0 if there is none
     */
    static int[] of(Table table, int[][] cells, int[] art, int screen) {
        Layout layout = new Layout(table.columns);
        for (int i = 0; i < layout.width.length; i++) {
            layout.measure(i, cells[i], table.headings());
        }
        if (screen > 0) {
            for (int i = 0; i < layout.width.length; i++) {
                layout.deviate(i, cells[i]);
            }
            layout.fit(art, screen);
        }
        return layout.width;
    }

    private void measure(int column, int[] cells, boolean heading) {
        int hint = columns.get(column).hint;
        int min = Math.max(1, heading ? columns.get(column).heading.length() : 0);
        int max = 0;
        for (int cell : cells) {
            max = Math.max(max, cell);
        }
        if (max <= min) {
            width[column] = max == 0 && !heading ? 0 : min;
        } else {
            width[column] = max < hint && min < hint ? hint : max;
        }
        least[column] = Math.min(min, width[column]);
        greatest[column] = max;
        total += width[column] + (column == 0 ? 0 : 1);
    }

    private void deviate(int column, int[] cells) {
        double sum = 0;
        for (int cell : cells) {
            sum += cell;
        }
        average[column] = cells.length == 0 ? 0 : sum / cells.length;
        double squares = 0;
        for (int cell : cells) {
            squares += (cell - average[column]) * (cell - average[column]);
        }
        deviation[column] = cells.length > 1 ? Math.sqrt(squares / (cells.length - 1)) : 0;
    }

    private void fit(int[] art, int screen) {
        if (total < screen) {
            grow(screen);
            return;
        }
        sort();
        cutExtreme(art, screen);
        boolean onlyDeviating = true;
        while (total > screen) {
            int before = total;
            shorten(art, screen, onlyDeviating);
            if (total == before) {
                if (!onlyDeviating) {
                    return;
                }
                onlyDeviating = false;
            }
        }
    }

    private void sort() {
        for (int i = 0; i < order.length; i++) {
            int at = i;
            while (at > 0 && spread(order[at - 1]) > spread(i)) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = i;
        }
    }

    /** A width that nearly all cells of the column have room in. */
    private double spread(int column) {
        return average[column] + 3 * deviation[column];
    }

    /** Cuts the column that differs most to what two thirds of its cells fit in. */
    private void cutExtreme(int[] art, int screen) {
        int before = -1;
        int column = order[order.length - 1];
        while (total != before && total > screen) {
            before = total;
            if (!isReducible(column, art[column]) || deviation[column] < 1) {
                return;
            }
            int fitting = (int) (average[column] + deviation[column]);
            int target = Math.min(Math.max(fitting, least[column]), greatest[column]);
            if (target < width[column]) {
                reduce(column, Math.min(total - screen, width[column] - target));
            }
        }
    }

    /** Takes a cell from each column, from the one that differs most a few. */
    private void shorten(int[] art, int screen, boolean onlyDeviating) {
        for (int i = order.length - 1; i >= 0 && total > screen; i--) {
            int column = order[i];
            boolean deviates = deviation[column] >= average[column] / LARGE_DEVIATION;
            if (isReducible(column, art[column]) && (deviates || !onlyDeviating)) {
                int wanted = i == order.length - 1 ? Math.min(total - screen, AGGRESSIVE) : 1;
                reduce(column, Math.min(wanted, width[column] - least[column]));
            }
        }
    }

    private boolean isReducible(int column, int art) {
        return columns.get(column).truncated
                && width[column] > least[column]
                && !(columns.get(column).tree && total <= art);
    }

    private void reduce(int column, int cells) {
        width[column] -= cells;
        total -= cells;
    }

    /** Gives the columns what they hinted at, one cell at a time. */
    private void grow(int screen) {
        boolean grown = true;
        while (grown && total < screen) {
            grown = false;
            for (int i = width.length - 1; i >= 0 && total < screen; i--) {
                if (width[i] < columns.get(i).hint) {
                    width[i]++;
                    total++;
                    grown = true;
                }
            }
        }
    }
}
