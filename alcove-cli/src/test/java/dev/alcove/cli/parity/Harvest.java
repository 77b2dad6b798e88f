package dev.alcove.cli.parity;

import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;

/** throwaway */
final class Harvest {
    public static void main(String[] a) throws Exception {
        Path t = Files.createTempDirectory("harvest");
        Files.setPosixFilePermissions(t, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        Tool old = new Tool(Files.createDirectory(t.resolve("o")), Path.of("/usr/bin"), "/mnt/tool/bin", "nsenter");
        Tool now = new Tool(Files.createDirectory(t.resolve("n")), Path.of(a[0]), "/mnt/tool/bin", "nsenter");
        Tool alc = new Tool(Files.createDirectory(t.resolve("a")), Path.of(a[1]), "/mnt/tool", "nsenter");
        ExecutorService pool = Executors.newFixedThreadPool(3);
        List<Future<String>> all = new ArrayList<>();
        int skip = Integer.parseInt(a[2]);
        for (Run run : Parity.runs(NsenterCases.all()))
            if (skip-- <= 0)
                all.add(pool.submit(() -> {
                    List<String> o;
                    List<String> n;
                    List<String> x;
                    try {
                        o = old.facts(run);
                    } catch (Exception e) {
                        o = List.of("FAILED " + e);
                    }
                    try {
                        n = now.facts(run);
                    } catch (Exception e) {
                        n = List.of("FAILED " + e);
                    }
                    try {
                        x = alc.facts(run);
                    } catch (Exception e) {
                        x = List.of("FAILED " + e);
                    }
                    String r = "";
                    if (!o.equals(n)) r += "RECORD\n## 43 " + run + "\n" + String.join("\n", n) + "\n";
                    List<String> w =
                            new Parity(null, 0, null, null, null, Set.of("nsenter")).withoutRemediesForHarvest(x);
                    if (!w.equals(n))
                        r += "DIFF " + run + "\n  want:\n    " + String.join("\n    ", n) + "\n  got:\n    "
                                + String.join("\n    ", x) + "\n";
                    r += "ALL " + run + "\n    " + String.join("\n    ", x) + "\n";
                    return r;
                }));
        for (Future<String> f : all) System.out.print(f.get());
        pool.shutdown();
    }
}
