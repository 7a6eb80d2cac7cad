package io.rejoin.benchmarks.table;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another process with this one's class path and JDK. Its errors are shown as this one's own. */
public final class Jvm {
  private Jvm() {}

  public static ProcessBuilder of(Class<?> main, List<String> options, List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
