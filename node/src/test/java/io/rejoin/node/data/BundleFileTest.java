package io.rejoin.node.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.node.core.GridIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleFileTest {
  private static final GridIdentity SHOP = GridIdentity.named("shop");
  private static final List<Bytes> PARTS =
      List.of(Bytes.utf8("first"), Bytes.wrap(new byte[100_000]), Bytes.utf8("last"));

  private final List<Bytes> taken = new ArrayList<>();

  @TempDir
  Path folder;

  private Path written() throws IOException {
    Path file = folder.resolve("news.bundle");
    long size = BundleFile.write(file, SHOP, sink -> {
      for (Bytes part : PARTS) {
        sink.part(part);
      }
    });
    assertEquals(size, Files.size(file));
    return file;
  }

  private String refusal(Path file, GridIdentity grid) {
    String message = String.valueOf(
        assertThrows(BundleFile.Refused.class, () -> BundleFile.read(file, grid, taken::add))
            .getMessage());
    assertEquals(List.of(), taken);
    return message;
  }

  @Test
  void whatWasWrittenIsRead() throws IOException {
    assertEquals(PARTS.size(), BundleFile.read(written(), SHOP, taken::add));
    assertEquals(PARTS, taken);
  }

  @Test
  void anEmptyOneIsOneToo() throws IOException {
    Path file = folder.resolve("empty.bundle");
    BundleFile.write(file, SHOP, sink -> {});
    assertEquals(0, BundleFile.read(file, SHOP, taken::add));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void oneChangedBitAnywhereRefusesTheWhole(long seed) throws IOException {
    Path file = written();
    byte[] whole = Files.readAllBytes(file);
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 50; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Files.write(file, changed);
      refusal(file, SHOP);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8, 21, 22, 30, 50_000, 100_040})
  void aFileThatWasCutIsRefused(int length) throws IOException {
    Path file = written();
    Files.write(file, Bytes.wrap(Files.readAllBytes(file)).slice(0, length).toArray());
    String message = refusal(file, SHOP);
    assertTrue(message.contains("nothing of it was taken"), message);
  }

  @Test
  void moreBehindTheEndIsRefused() throws IOException {
    Path file = written();
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length + 1));
    assertTrue(refusal(file, SHOP).contains("is damaged"));
  }

  @Test
  void anotherGridsIsRefused() throws IOException {
    Path file = written();
    assertTrue(refusal(file, GridIdentity.named("bank")).contains("another grid than bank"));
    GridIdentity secret = new GridIdentity("shop", Bytes.utf8("s"), SHOP.shards());
    assertTrue(refusal(file, secret).contains("another grid than shop"));
    GridIdentity small = new GridIdentity("shop", Bytes.EMPTY, 8);
    assertTrue(refusal(file, small).contains("1024 shards meet 8 shards"));
  }

  @Test
  void whatIsThereIsNotWrittenOverAndWhatFailsLeavesNothing() throws IOException {
    Path file = written();
    assertThrows(IOException.class, () -> BundleFile.write(file, SHOP, sink -> {}));
    Path other = folder.resolve("other.bundle");
    assertThrows(
        IOException.class, () -> BundleFile.write(other, SHOP, sink -> sink.part(Bytes.EMPTY)));
    assertFalse(Files.exists(other));
    assertFalse(Files.exists(folder.resolve("other.bundle.new")));
  }
}
