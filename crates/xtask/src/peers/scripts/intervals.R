# Ends known only to lie within an interval: interval, icenReg.
source("case.R")
left <- column("left")
right <- column("right")

if (case == "interval") {
  library(interval)
  # Each row of A says which masses may be its own.
  timed(function() icfit(left, right), function(fit) c("log-likelihood" = sum(log(fit$A %*% fit$pf))))
} else if (case == "interval-large") {
  library(icenReg)
  ends <- cbind(left, right)
  timed(function() ic_np(ends), function(fit) c("log-likelihood" = fit$llk))
}
