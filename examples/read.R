# R, in the folder of the checkout: Rscript examples/read.R
# Uses china_services_trade_by_category: item, item_en, flow, time_period, value_musd.
# NOT RUN by the tests, which only check that table and columns exist.
trade <- read.csv("resources/china_services_trade_by_category.csv",
  encoding = "UTF-8",
  na.strings = "", # only empty cells are missing: codes such as NA stay text
  colClasses = c(item = "character", time_period = "character")
)
imports <- subset(trade, flow == "imports" & time_period == "2023" & !is.na(value_musd))
print(imports[order(-imports$value_musd), c("item_en", "value_musd")], row.names = FALSE)
