-- DuckDB, in the folder of the checkout: duckdb < examples/query.sql
-- Uses china_services_trade_by_category: item_en, flow, time_period, value_musd.
-- The tests run this query with SQLite on a table of the same name, and with DuckDB where a release is checked.
SELECT imports.item_en, exports.value_musd AS exports_musd, imports.value_musd AS imports_musd
FROM 'resources/china_services_trade_by_category.csv' AS imports
JOIN 'resources/china_services_trade_by_category.csv' AS exports
  ON exports.item_en = imports.item_en AND exports.time_period = imports.time_period
WHERE imports.flow = 'imports' AND exports.flow = 'exports' AND imports.time_period = '2023'
  AND imports.value_musd IS NOT NULL AND exports.value_musd IS NOT NULL
ORDER BY imports.value_musd DESC;
