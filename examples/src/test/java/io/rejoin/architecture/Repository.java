package io.rejoin.architecture;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** The sources of the repository that these tests run in. */
final class Repository {
  private static final Set<String> SKIPPED = Set.of("target", ".git", ".idea", ".vscode");

  private Repository() {}

  static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isRegularFile(folder.resolve("rejoin"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("no folder above this one holds the launcher");
      }
    }
    return folder;
  }

  /** Every file with one of the endings, sorted by path. */
  static List<Source> sources(String... endings) throws IOException {
    Path root = root();
    List<Source> sources = new ArrayList<>();
    Files.walkFileTree(root, new SimpleFileVisitor<>() {
      @Override
      public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return SKIPPED.contains(folder.getFileName().toString())
            ? FileVisitResult.SKIP_SUBTREE
            : FileVisitResult.CONTINUE;
      }

      @Override
      public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
          throws IOException {
        String path = root.relativize(file).toString().replace('\\', '/');
        for (String ending : endings) {
          if (path.endsWith(ending)) {
            sources.add(new Source(path, Files.readString(file)));
            break;
          }
        }
        return FileVisitResult.CONTINUE;
      }
    });
    sources.sort(Comparator.comparing(Source::path));
    return sources;
  }
}
