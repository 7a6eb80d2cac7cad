package io.rejoin.hazelcast.federation;

import io.rejoin.hazelcast.Clusters;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A member of a site in a process of its own, that puts orders and adds to a counter without pause,
 * says what was acknowledged, and is killed.
 */
final class KilledMember {
  static final String COUNTER = "pieces";

  private KilledMember() {}

  /** The name of its orders, its site, and the nodes to begin with. */
  public static void main(String[] arguments) {
    List<String> all = List.of(arguments);
    String[] seeds = all.subList(2, all.size()).toArray(String[]::new);
    Sites.At here = new Sites().start(all.get(1), all.get(1), seeds);
    for (int i = 0; ; i++) {
      here.orders().put(order(all.get(0), i), "value-" + i);
      here.stock().counter(COUNTER).add(1);
      System.out.println(i);
    }
  }

  static String order(String name, int number) {
    return name + "-" + number;
  }

  /** Runs one until so many are acknowledged, and kills it; how many were. */
  static int acknowledged(String name, String site, int atLeast, String... seeds)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        Clusters.option(),
        "-cp",
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
        KilledMember.class.getName(),
        name,
        site));
    command.addAll(List.of(seeds));
    Process process = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
    int acknowledged = 0;
    try (BufferedReader out = process.inputReader()) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        acknowledged = line.matches("\\d+") ? Integer.parseInt(line) + 1 : acknowledged;
        if (acknowledged >= atLeast) {
          break;
        }
      }
    } finally {
      process.destroyForcibly().waitFor(1, TimeUnit.MINUTES);
    }
    return acknowledged;
  }
}
