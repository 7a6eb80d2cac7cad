package io.rejoin.simulator.maelstrom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.server.Main;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MaelstromCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void linesComeInAnswersGoOutAndTheEndOfInputEndsIt() {
    int exit = run("""
        {"src":"c0","dest":"n0","body":{"type":"init","msg_id":1,"node_id":"n0","node_ids":["n0"]}}
        nonsense
        {"id":3,"src":"c1","dest":"n0","body":{"type":"add","delta":-4,"msg_id":1}}
        {"id":4,"src":"c1","dest":"n0","body":{"type":"read","msg_id":2}}
        """, "--workload", "pn-counter");
    assertEquals(0, exit);
    assertEquals(
        List.of("init_ok", "add_ok", "read_ok"),
        out.toString()
            .lines()
            .map(line -> Workbench.type(Optional.of(Workbench.parse(line).path("body"))))
            .toList());
    assertTrue(out.toString().contains("\"value\":-4"), out.toString());
    assertEquals("", err.toString());
  }

  @Test
  void aNamedWorkloadAnswersBeforeAnythingWasWritten() {
    run("""
        {"src":"c0","dest":"n0","body":{"type":"init","msg_id":1,"node_id":"n0","node_ids":["n0"]}}
        {"src":"c1","dest":"n0","body":{"type":"read","msg_id":2}}
        {"src":"c1","dest":"n0","body":{"type":"add","msg_id":3,"delta":1}}
        {"src":"c1","dest":"n0","body":{"type":"add","msg_id":4,"element":1}}
        """, "--workload", "broadcast");
    assertTrue(out.toString().contains("\"messages\":[]"), out.toString());
    assertEquals(2, out.toString().split("\"code\":10", -1).length - 1, out.toString());
  }

  @Test
  void anUnknownWorkloadIsOneLineAndCode2() {
    PrintWriter writer = new PrintWriter(err, true);
    assertEquals(2, Main.run(writer, writer, "maelstrom", "--workload", "lin-kv"));
    assertEquals(
        "rejoin: --workload is one of [broadcast, g-set, pn-counter, g-counter], not lin-kv\n",
        err.toString());
  }

  @Test
  void aLineWithoutEndAndALineTooLongAreLines() throws IOException {
    byte[] text =
        ("a\n" + "b".repeat(Lines.MAX_BYTES + 5) + "\n\u00fc").getBytes(StandardCharsets.UTF_8);
    Lines lines = new Lines(new ByteArrayInputStream(text));
    assertEquals(Optional.of("a"), lines.next());
    assertEquals(Optional.of(Lines.MAX_BYTES), lines.next().map(String::length));
    assertEquals(Optional.of("\u00fc"), lines.next());
    assertEquals(Optional.empty(), lines.next());
  }

  private int run(String input, String... args) {
    MaelstromCommand command =
        new MaelstromCommand(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }
}
