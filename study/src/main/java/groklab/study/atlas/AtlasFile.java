package groklab.study.atlas;

import groklab.lab.criterion.Accuracy;
import groklab.lab.criterion.Baseline;
import groklab.lab.criterion.RunCriterion;
import groklab.lab.file.RunFileException;
import groklab.lab.probe.Probe;
import groklab.study.query.QueryException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Array;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import tools.jackson.databind.json.JsonMapper;

/// Reads the Parquet file of an atlas, whose columns `docs/atlas.md` describes.
public final class AtlasFile {
  private static final Map<String, String> CURVES =
      Map.of(
          "trainLoss", Probe.TRAIN_LOSS,
          "trainAccuracy", Probe.TRAIN_ACCURACY,
          "validationLoss", Probe.VALIDATION_LOSS,
          "validationAccuracy", Probe.VALIDATION_ACCURACY);

  /// What every Parquet file begins with.
  private static final byte[] PARQUET = {'P', 'A', 'R', '1'};

  private AtlasFile() {}

  /// @throws RunFileException if there is no such file
  /// @throws QueryException if it is not one
  public static List<AtlasRun> read(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new RunFileException("There is no file %s; check the path".formatted(file));
    }
    requireParquet(file);
    String sql = "SELECT * FROM read_parquet('%s')".formatted(file.toString().replace("'", "''"));
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<AtlasRun> runs = new ArrayList<>();
      while (rows.next()) {
        runs.add(run(rows));
      }
      return runs;
    } catch (SQLException e) {
      throw new QueryException(e);
    }
  }

  private static void requireParquet(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      if (!Arrays.equals(in.readNBytes(PARQUET.length), PARQUET)) {
        throw new RunFileException(
            ("%s is no Parquet file; expected an atlas of runs, such as docs/atlas/atlas.parquet."
                    + " The forecast of a run of yours is part of groklab diagnose %s")
                .formatted(file, file));
      }
    } catch (IOException e) {
      throw RunFileException.reading(file, e);
    }
  }

  private static AtlasRun run(ResultSet row) throws SQLException {
    Map<String, Double> settings = new LinkedHashMap<>();
    JsonMapper.shared()
        .readTree(row.getString("settings"))
        .properties()
        .forEach(each -> settings.put(each.getKey(), each.getValue().asDouble()));
    return new AtlasRun(
        row.getString("part"),
        row.getString("family"),
        row.getString("id"),
        row.getLong("seed"),
        settings,
        row.getLong("budget"),
        criterion(row),
        probes(row));
  }

  private static RunCriterion criterion(ResultSet row) throws SQLException {
    var accuracy = new Accuracy();
    OptionalDouble chance = OptionalDouble.of(row.getDouble("chance"));
    return new RunCriterion(
        accuracy,
        accuracy.thresholds(),
        Map.of(
            Probe.TRAIN,
            new Baseline(
                chance, OptionalDouble.empty(), OptionalDouble.of(row.getDouble("trainGuessLoss"))),
            Probe.VALIDATION,
            new Baseline(
                chance,
                OptionalDouble.empty(),
                OptionalDouble.of(row.getDouble("validationGuessLoss")))));
  }

  private static List<Probe> probes(ResultSet row) throws SQLException {
    Object[] steps = values(row, "step");
    List<SequencedMap<String, Double>> all = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      all.add(new LinkedHashMap<>());
    }
    for (Map.Entry<String, String> curve : CURVES.entrySet()) {
      Object[] values = values(row, curve.getKey());
      for (int i = 0; i < values.length; i++) {
        if (values[i] instanceof Double value) {
          all.get(i).put(curve.getValue(), value);
        }
      }
    }
    List<Probe> probes = new ArrayList<>();
    for (int i = 0; i < steps.length; i++) {
      probes.add(new Probe(((Number) steps[i]).longValue(), all.get(i)));
    }
    return probes;
  }

  private static Object[] values(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return (Object[]) array.getArray();
  }
}
