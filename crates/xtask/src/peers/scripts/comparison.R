# Distances between cases: cluster.
source("case.R")
library(cluster)
numbers <- columns("number")
numbers[] <- lapply(numbers, function(x) replace(x, is.nan(x), NA))
categories <- columns("category")
categories[] <- lapply(categories, function(x) factor(replace(x, is.nan(x), NA)))
variables <- cbind(numbers, categories)
timed(function() daisy(variables, metric = "gower"), function(distances) c(
  "sum of distances" = sum(distances, na.rm = TRUE)
))
