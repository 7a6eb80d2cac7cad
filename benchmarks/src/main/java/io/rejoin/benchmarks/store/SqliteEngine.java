package io.rejoin.benchmarks.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.BiConsumer;

/** Syncs with every commit or never: it has no call for it. */
final class SqliteEngine implements BareEngine {
  private final Connection connection;
  private final PreparedStatement put;

  SqliteEngine(Path folder, boolean sync) throws Exception {
    Files.createDirectories(folder);
    connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("store.db"));
    try (Statement statement = connection.createStatement()) {
      statement.execute("pragma journal_mode = wal");
      statement.execute("pragma synchronous = " + (sync ? "full" : "off"));
      statement.execute(
          "create table if not exists entries(k blob primary key, v blob) without rowid");
    }
    connection.setAutoCommit(false);
    put = connection.prepareStatement("insert or replace into entries values (?, ?)");
  }

  @Override
  public void write(byte[][] keys, byte[][] values) throws SQLException {
    for (int i = 0; i < keys.length; i++) {
      put.setBytes(1, keys[i]);
      put.setBytes(2, values[i]);
      put.addBatch();
    }
    put.executeBatch();
    connection.commit();
  }

  @Override
  public void sync() {
    // It was, if it was opened so.
  }

  @Override
  public void forEach(BiConsumer<byte[], byte[]> visitor) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select k, v from entries")) {
      while (rows.next()) {
        visitor.accept(rows.getBytes(1), rows.getBytes(2));
      }
    }
  }

  @Override
  public void close() throws SQLException {
    put.close();
    connection.close();
  }
}
