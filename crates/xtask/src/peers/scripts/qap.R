# Regression of relations: sna.
source("case.R")
suppressPackageStartupMessages(library(sna))
values <- column("y")
actors <- sqrt(length(values))
relation <- function(values) matrix(values, actors, byrow = TRUE)
y <- relation(values)
x <- lapply(columns("x"), relation)

# What is done once for all permutations is not theirs: it is in both times, whose difference is told.
few <- 2
many <- 12
took <- lapply(c(few, many), function(reps) {
  start <- proc.time()
  fit <- netlm(y, x, nullhyp = "qapspp", reps = reps)
  list(times = proc.time() - start, fit = fit)
})
times <- (took[[2]]$times - took[[1]]$times) / (many - few)
fit <- took[[2]]$fit
tell(times[["elapsed"]], sum(times[c(1, 2, 4, 5)]), c(
  "last coefficient" = fit$coefficients[[6]],
  "its t" = fit$tstat[[6]]
))
