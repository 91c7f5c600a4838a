-- Views of the SQLite and DuckDB databases, in SQL that both understand. A view is kept if its tables are there.

CREATE VIEW observations_labelled AS
-- Every observation with its codes in words, in English and Chinese. value is the number meant, obs_value x
-- 10^unit_mult in unit_measure, as a binary fraction; observations_exact has it exactly.
-- 每个观测值及其代码的中英文名称；value 为 obs_value × 10^unit_mult。
SELECT
  o.observation_id, o.document_id, d.title_en AS document_en, d.title_zh AS document_zh,
  o.series_id, s.label_en AS series_en, s.label_zh AS series_zh,
  s.indicator, i.label_en AS indicator_en, i.label_zh AS indicator_zh,
  s.ref_area, a.label_en AS ref_area_en, a.label_zh AS ref_area_zh,
  s.counterpart_area, c.label_en AS counterpart_area_en, c.label_zh AS counterpart_area_zh,
  s.flow, f.label_en AS flow_en, f.label_zh AS flow_zh,
  s.item, m.label_en AS item_en, m.label_zh AS item_zh,
  s.population, p.label_en AS population_en, p.label_zh AS population_zh,
  s.source_agency, g.label_en AS source_agency_en, g.label_zh AS source_agency_zh,
  o.time_period, o.period_basis,
  o.transformation, t.label_en AS transformation_en, t.label_zh AS transformation_zh,
  o.reference_series, r.label_en AS reference_en, r.label_zh AS reference_zh, o.reference_period,
  o.qualifier, o.obs_value, o.obs_fraction,
  o.unit_measure, u.label_en AS unit_en, u.label_zh AS unit_zh, o.unit_mult,
  CAST(CAST(o.obs_value AS TEXT) || 'e' || CAST(o.unit_mult AS TEXT) AS DOUBLE) AS value,
  o.obs_status, v.label_en AS obs_status_en, v.label_zh AS obs_status_zh
FROM observations o
JOIN documents d ON d.document_id = o.document_id
JOIN series s ON s.series_id = o.series_id
JOIN indicators i ON i.indicator = s.indicator
JOIN areas a ON a.area = s.ref_area
JOIN areas c ON c.area = s.counterpart_area
JOIN flows f ON f.flow = s.flow
JOIN items m ON m.item = s.item
JOIN populations p ON p.population = s.population
JOIN agencies g ON g.agency = s.source_agency
JOIN transformations t ON t.transformation = o.transformation
JOIN units u ON u.unit_measure = o.unit_measure
JOIN obs_statuses v ON v.obs_status = o.obs_status
LEFT JOIN series r ON r.series_id = o.reference_series;

CREATE VIEW observations_exact AS
-- The number meant, in whole numbers: mantissa x 10^exponent in unit_measure. Sums of rows of one exponent are exact.
-- 以整数表示的精确数值：mantissa × 10^exponent。
SELECT
  observation_id, unit_measure,
  CAST(replace(CAST(obs_value AS TEXT), '.', '') AS BIGINT) AS mantissa,
  unit_mult - CASE instr(CAST(obs_value AS TEXT), '.') WHEN 0 THEN 0
    ELSE length(CAST(obs_value AS TEXT)) - instr(CAST(obs_value AS TEXT), '.') END AS exponent
FROM observations
WHERE obs_value IS NOT NULL;

CREATE VIEW figures_labelled AS
-- Every printed figure with its place and what it states; a figure that states several observations has several rows.
-- 每个印刷数字的位置及其含义。
SELECT
  f.figure_id, f.document_id, d.title_en AS document_en, d.title_zh AS document_zh,
  n.path_en AS section_en, n.path_zh AS section_zh, n."table" AS table_number,
  f.sign_printed, f.qualifier_printed, f.printed, f.unit_printed,
  x.position, x.observation_id, s.label_en AS series_en, s.label_zh AS series_zh, o.time_period,
  t.label_en AS transformation_en, t.label_zh AS transformation_zh,
  o.qualifier, o.obs_value, o.obs_fraction, o.unit_mult, u.label_en AS unit_en, u.label_zh AS unit_zh
FROM figures f
JOIN documents d ON d.document_id = f.document_id
JOIN sections n ON n.section_id = f.section_id
JOIN figure_observations x ON x.figure_id = f.figure_id
JOIN observations o ON o.observation_id = x.observation_id
JOIN series s ON s.series_id = o.series_id
JOIN transformations t ON t.transformation = o.transformation
JOIN units u ON u.unit_measure = o.unit_measure;

CREATE VIEW cells_printed AS
-- From a cell of a topic table back to print: every figure that states the observation shown in the cell.
-- 由专题表的单元格追溯到印刷数字。
SELECT
  k."table" AS table_name, k.row_key, k.column_name, k.observation_id,
  f.figure_id, f.sign_printed, f.qualifier_printed, f.printed, f.unit_printed, n.path_en AS section_en,
  n.path_zh AS section_zh
FROM topic_cells k
JOIN figure_observations x ON x.observation_id = k.observation_id
JOIN figures f ON f.figure_id = x.figure_id
JOIN sections n ON n.section_id = f.section_id;

CREATE VIEW observations_backed AS
-- What all other figures of the document leave for an observation, in its own unit, and how well that backs it.
-- 其他数字对每个观测值的印证程度。
SELECT
  o.observation_id, s.label_en AS series_en, s.label_zh AS series_zh, o.time_period, o.transformation,
  o.obs_value, o.unit_mult, o.unit_measure, b.lower, b.upper, b.grade, g.label_en AS grade_en, g.label_zh AS grade_zh
FROM observations o
JOIN series s ON s.series_id = o.series_id
JOIN corroboration b ON b.observation_id = o.observation_id
JOIN grades g ON g.grade = b.grade;

CREATE VIEW bounds_labelled AS
-- Proven ends of numbers that nobody printed. lower and upper count 10^unit_mult units.
-- 未印出数值的可证上下界。
SELECT
  b.quantity_id, s.label_en AS series_en, s.label_zh AS series_zh, b.time_period, b.period_basis, b.document_id,
  b.lower, b.upper, b.unit_mult, u.label_en AS unit_en, u.label_zh AS unit_zh
FROM bounds b
JOIN series s ON s.series_id = b.series_id
JOIN units u ON u.unit_measure = b.unit_measure;

CREATE VIEW figures_related AS
-- Every relation in which a printed figure takes part, with its verdict and sentence.
-- 每个印刷数字参与的勾稽关系。
SELECT DISTINCT
  f.figure_id, f.printed, y.observation_id, l.relation_id, l.family, l.severity, l.verdict, l.compared, l.sentence
FROM figures f
JOIN figure_observations x ON x.figure_id = f.figure_id
JOIN relation_observations y ON y.observation_id = x.observation_id
JOIN relations l ON l.relation_id = y.relation_id;

CREATE VIEW findings_printed AS
-- Every listed discrepancy with the printed figures that it touches.
-- 每处出入所涉及的印刷数字。
SELECT
  q.discrepancy_id, q.standing, q.explanation, q.arithmetic,
  f.figure_id, f.sign_printed, f.qualifier_printed, f.printed, f.unit_printed, f.observation_id
FROM discrepancies q
JOIN discrepancy_figures z ON z.discrepancy_id = q.discrepancy_id
JOIN figures f ON f.figure_id = z.figure_id;
