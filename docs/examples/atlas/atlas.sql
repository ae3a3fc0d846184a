copy ( /* the atlas: one row per run, its curves as lists; see docs/atlas.md */
  with rows as (
    select id, seed, regexp_extract(filename, '([^/]+)/[^/]+/runs', 1) as part,
           regexp_extract(filename, '([^/]+)/runs', 1) as family, settings, summary, probes
    from read_json('sweeps/atlas/*/*/runs-*.jsonl', filename = true, format = 'newline_delimited',
      columns = {id: 'VARCHAR', seed: 'BIGINT', settings: 'JSON', summary: 'JSON', failure: 'VARCHAR',
        probes: 'STRUCT(step BIGINT[], "train.loss" DOUBLE[], "train.accuracy" DOUBLE[], "validation.loss" DOUBLE[], "validation.accuracy" DOUBLE[])'})
    where failure is null)
  select part, family, rows.id, rows.seed, CAST(rows.settings AS VARCHAR) as settings,
    regexp_replace(command, 'run \S+', 'run docs/examples/atlas/' || part || '/' || family || '.base.toml') as command,
    CAST(json_extract(summary, '$.criterion.baselines.validation.chance') AS DOUBLE) as chance,
    CAST(json_extract(summary, '$.criterion.baselines.train.guessLoss') AS DOUBLE) as trainGuessLoss,
    CAST(json_extract(summary, '$.criterion.baselines.validation.guessLoss') AS DOUBLE) as validationGuessLoss,
    reason, max(steps) over (partition by part, family) as budget, memorizedAt, generalizedAt, verdict, steps, seconds, digest,
    probes.step as step, probes."train.loss" as trainLoss, probes."train.accuracy" as trainAccuracy,
    probes."validation.loss" as validationLoss, probes."validation.accuracy" as validationAccuracy
  from rows join runs on runs.id = rows.id and runs.seed = rows.seed and runs.sweep = 'atlas-' || part || '-' || family
  order by part, family, rows.id
) to 'docs/atlas/atlas.parquet' (format parquet, compression zstd, compression_level 19)
