# Qualitative comparative analysis: QCA, SetMethods.
source("case.R")
suppressPackageStartupMessages(library(QCA))
sets <- setNames(columns("c"), toupper(names(columns("c"))))
conditions <- names(sets)
sets$Y <- column("y")

if (case != "sweep") {
  solve <- function() minimize(sets, outcome = "Y", conditions = conditions, include = "?", incl.cut = 1, n.cut = 1)
  timed(solve, function(found) c(
    "terms of a model" = length(found$solution[[1]]),
    "models" = length(found$solution)
  ))
} else {
  suppressPackageStartupMessages(library(SetMethods))
  anchors <- c(column("low"), column("middle"), column("high"))
  fuzzy <- as.data.frame(lapply(sets, calibrate, type = "fuzzy", thresholds = anchors))
  asked <- list(outcome = "Y", conditions = conditions, incl.cut = column("inclusion"), n.cut = 1, include = "?")
  sweep <- function() {
    # It says on the screen that it is searching.
    capture.output({
      do.call(rob.inclrange, c(list(data = fuzzy, step = column("inclusion_step"), max.runs = 20), asked))
      for (name in names(sets)) {
        moved <- list(raw.data = sets, calib.data = fuzzy, test.cond.raw = name, test.cond.calib = name,
                      test.thresholds = anchors, step = column("step"), max.runs = 20)
        do.call(rob.calibrange, c(moved, asked))
      }
    })
    do.call(minimize, c(list(fuzzy), asked))
  }
  timed(sweep, function(found) c("terms of the first model" = length(found$solution[[1]])))
}
