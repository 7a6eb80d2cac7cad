package io.rejoin.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Every rule holds for the repository, and every rule can find what it forbids. */
class TidyTest {
  private static final String MAIN = "crdt/src/main/java/io/rejoin/crdt/";

  @Test
  void theRepositoryIsTidy() throws IOException {
    List<Source> sources = Repository.sources(".java");
    assertTrue(sources.size() > 20, "the repository has sources");
    List<String> complaints = new ArrayList<>(HouseRules.packages(sources));
    for (Source source : sources) {
      complaints.addAll(HouseRules.size(source));
      complaints.addAll(HouseRules.names(source));
      complaints.addAll(HouseRules.records(source));
    }
    assertEquals("", String.join("\n", complaints));
  }

  @Test
  void nothingIsUnfinished() throws IOException {
    List<String> complaints = new ArrayList<>();
    for (Source source : Repository.sources(".java", ".xml", ".md", ".conf", "/run", "rejoin")) {
      complaints.addAll(HouseRules.unfinished(source));
    }
    assertEquals("", String.join("\n", complaints));
  }

  @Test
  void aLongFileIsFound() {
    assertEquals(List.of(), HouseRules.size(java("\n".repeat(400))));
    assertEquals(List.of("A.java: 401 lines > 400"), HouseRules.size(java("\n".repeat(401))));
  }

  @Test
  void aLongLineIsFoundButNotALongImport() {
    assertEquals(List.of(), HouseRules.size(java("x".repeat(100) + "\nimport " + "x".repeat(100))));
    assertEquals(
        List.of("A.java:2: 101 columns > 100"), HouseRules.size(java("\n" + "x".repeat(101))));
  }

  @Test
  void anEmptyNameIsFoundInCodeOnly() {
    assertEquals(List.of(), HouseRules.names(java("/* class FooImpl */ class Implicit {}")));
    assertEquals(List.of(), HouseRules.names(java("String s = \"class ClockManager\";")));
    for (String name :
        List.of("FooImpl", "ByteUtils", "LinkManager", "DefaultGrid", "AbstractMap")) {
      assertEquals(1, HouseRules.names(java("final class " + name + " {}")).size(), name);
    }
  }

  @Test
  void bytesInARecordAreFound() {
    assertEquals(List.of(), HouseRules.records(java("record A(int b) { A(byte[] c) {} }")));
    assertEquals(
        List.of("A.java: record A holds a byte[]"),
        HouseRules.records(java("record A<T>(@Size(3) int a,\n byte[] b) {}")));
  }

  @Test
  void unfinishedWorkIsFound() {
    assertEquals(List.of(), HouseRules.unfinished(java("// TODOS")));
    assertEquals(
        List.of("A.java:1: unfinished work"), HouseRules.unfinished(java("// TO" + "DO later")));
  }

  @Test
  void aCrowdedPackageIsFound() {
    List<Source> crowd = IntStream.rangeClosed(0, 20)
        .mapToObj(i -> new Source("a/src/test/java/b/C" + i + ".java", ""))
        .toList();
    assertEquals(List.of(), HouseRules.packages(crowd.subList(0, 20)));
    assertEquals(List.of("a/src/test/java/b: 21 files > 20"), HouseRules.packages(crowd));
  }

  @Test
  void aPackageThatIsNotNullMarkedIsFound() {
    Source type = new Source(MAIN + "A.java", "class A {}");
    Source plain = new Source(MAIN + "package-info.java", "/** @NullMarked */ package a;");
    Source marked = new Source(MAIN + "package-info.java", "@NullMarked package a;");
    assertEquals(1, HouseRules.packages(List.of(type)).size());
    assertEquals(1, HouseRules.packages(List.of(type, plain)).size());
    assertEquals(List.of(), HouseRules.packages(List.of(type, marked)));
  }

  private static Source java(String text) {
    return new Source("A.java", text);
  }
}
