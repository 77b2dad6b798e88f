package dev.alcove.cli.parity;

import java.util.List;
import java.util.stream.Stream;

/** All cases, by what they are about. */
final class Cases {
    private Cases() {}

    static List<Case> all() {
        return Stream.of(
                        UsageCases.all(),
                        NamespaceCases.all(),
                        IdCases.all(),
                        FileCases.all(),
                        ProgramCases.all(),
                        ProcessCases.all())
                .flatMap(List::stream)
                .toList();
    }
}
