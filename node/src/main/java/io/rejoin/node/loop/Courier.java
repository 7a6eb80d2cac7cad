package io.rejoin.node.loop;

import io.rejoin.crdt.EntryKey;
import io.rejoin.crdt.State;
import io.rejoin.crdt.bytes.ByteReader;
import io.rejoin.crdt.bytes.ByteWriter;
import io.rejoin.crdt.bytes.Bytes;
import io.rejoin.crdt.bytes.MalformedBytes;
import io.rejoin.crdt.causal.Clock;
import io.rejoin.crdt.causal.ReplicaId;
import io.rejoin.membership.NodeId;
import io.rejoin.node.core.GridIdentity;
import io.rejoin.node.core.bundle.Bundles;
import io.rejoin.node.core.bundle.Export;
import io.rejoin.node.core.bundle.Import;
import io.rejoin.node.core.bundle.Piece;
import io.rejoin.node.core.bundle.Salvage;
import io.rejoin.node.data.Aside;
import io.rejoin.node.data.BundleFile;
import io.rejoin.node.data.UnusableDirectory;
import io.rejoin.node.port.StoreFull;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Carries news in files, for members that no link reaches. Files are read and written on the
 * caller's thread, the core is asked on its own, a piece at a time.
 */
public final class Courier {
  private static final long PATIENCE_SECONDS = 60;

  private final GridIdentity grid;
  private final Optional<Disk> disk;
  private final Core core;
  private final Supplier<Bundles> bundles;

  /** Where the core can be asked. */
  public interface Core {
    /** Runs a task where the core is at home, now or later. */
    void execute(Runnable task);
  }

  Courier(GridIdentity grid, Disk disk, EventLoop loop, Supplier<Bundles> bundles) {
    this(grid, Optional.of(disk), loop::execute, bundles);
  }

  private Courier(GridIdentity grid, Optional<Disk> disk, Core core, Supplier<Bundles> bundles) {
    this.grid = grid;
    this.disk = disk;
    this.core = core;
    this.bundles = bundles;
  }

  /** Of a node that runs on other things than threads and disks of its own. */
  public static Courier over(GridIdentity grid, Core core, Supplier<Bundles> bundles) {
    return new Courier(grid, Optional.empty(), core, bundles);
  }

  /** What was written. */
  public record Written(long bytes, long entries) {}

  /** What this node has applied, as a text that another one can be given as a base. */
  public String token() throws IOException {
    Clock clock = asked(() -> bundles.get().export(Clock.EMPTY).head().clock());
    ByteWriter out = new ByteWriter();
    clock.write(out);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(out.toBytes().toArray());
  }

  /** Writes what a member lacks as far as is known; all, if nothing is known. */
  public Written writeFor(NodeId receiver, Path file) throws IOException {
    return write(asked(() -> bundles.get().known(receiver)), file);
  }

  /**
   * Writes what lies beyond a token.
   *
   * @throws IllegalArgumentException if the text is no token
   */
  public Written writeSince(String token, Path file) throws IOException {
    try {
      ByteReader in = new ByteReader(Bytes.wrap(Base64.getUrlDecoder().decode(token)));
      Clock base = Clock.read(in);
      in.end();
      return write(base, file);
    } catch (MalformedBytes | IllegalArgumentException malformed) {
      throw new IllegalArgumentException("this is no token of 'rejoin bundle token'", malformed);
    }
  }

  /** Writes everything. */
  public Written writeAll(Path file) throws IOException {
    return write(Clock.EMPTY, file);
  }

  private Written write(Clock base, Path file) throws IOException {
    Export export = asked(() -> bundles.get().export(base));
    long[] entries = new long[1];
    long bytes = BundleFile.write(file, grid, sink -> entries[0] = export.writeTo(sink::part));
    return new Written(bytes, entries[0]);
  }

  /**
   * Takes a file in. Twice is once.
   *
   * @throws BundleFile.Refused if it is foreign, damaged or cut; nothing of it was taken
   */
  public Import.Result take(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IOException("there is no file " + file);
    }
    List<Piece.Head> heads = new ArrayList<>();
    BundleFile.read(file, grid, part -> {
      if (piece(file, part) instanceof Piece.Head head) {
        heads.add(head);
      }
    });
    if (heads.size() != 1) {
      throw new BundleFile.Refused(file, "it has " + heads.size() + " heads");
    }
    Import taken = asked(() -> bundles.get().take(heads.get(0)));
    BundleFile.read(file, grid, part -> {
      Piece piece = piece(file, part);
      asked(() -> {
        taken.take(piece);
        return piece;
      });
    });
    return asked(taken::end);
  }

  /** Hears what was found in an entry: what the evicted node has left of it, and what is news. */
  public interface Finder {
    void found(EntryKey key, State left, Salvage.Find find);
  }

  /** What an evicted node has left: whose it was, and what of it is damaged and was passed over. */
  public record Salvaged(NodeId node, List<String> damaged) {}

  /**
   * Looks through what an evicted node has left, and enters what is news if it is asked to: when
   * this returns, that is on this node's disk. Twice is once.
   *
   * @param folder in which its content was set aside
   * @throws UnusableDirectory if that is no such folder, another grid's, in use or damaged
   */
  public Salvaged salvage(Path folder, boolean enter, Finder finder) throws IOException {
    try (Aside aside = Aside.open(folder, grid, Disk.provider())) {
      Set<ReplicaId> runs = aside.runs();
      Salvage salvage = enter
          ? asked(() -> bundles.get().enter(aside.node(), runs))
          : bundles.get().look(runs);
      for (EntryKey key : aside.keys()) {
        Optional<State> read = aside.read(key);
        if (read.isPresent()) {
          State left = read.get();
          Salvage.Find find =
              enter ? asked(() -> salvage.enter(key, left)) : salvage.look(key, left);
          if (!find.isNothing()) {
            finder.found(key, left, find);
          }
        }
      }
      if (enter && disk.isPresent()) {
        disk.get().awaitSynced(disk.get().store().written());
      }
      return new Salvaged(aside.node(), aside.damaged());
    } catch (StoreFull full) {
      throw new IOException("there is no room to store it; make some and enter it again", full);
    }
  }

  private static Piece piece(Path file, Bytes part) throws BundleFile.Refused {
    try {
      return Piece.read(part);
    } catch (MalformedBytes malformed) {
      throw new BundleFile.Refused(file, "it cannot be read: " + malformed.getMessage());
    }
  }

  private <T> T asked(Supplier<T> question) throws IOException {
    CompletableFuture<T> answer = new CompletableFuture<>();
    core.execute(() -> {
      try {
        answer.complete(question.get());
      } catch (RuntimeException failure) {
        answer.completeExceptionally(failure);
      }
    });
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException failure) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      throw new IOException(String.valueOf(cause.getMessage()), failure);
    } catch (TimeoutException busy) {
      throw new IOException("the node did not answer; it may be stopping", busy);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }
}
