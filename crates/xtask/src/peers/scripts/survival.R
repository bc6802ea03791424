# Lifespans: survival, cmprsk.
source("case.R")
suppressPackageStartupMessages(library(survival))

last <- function(x) x[[length(x)]]

of_cox <- function(fit) c(
  "log-likelihood" = fit$loglik[2],
  "last coefficient" = last(coef(fit)),
  "standard error of the last" = sqrt(last(diag(vcov(fit)))),
  "concordance" = fit$concordance[["concordance"]]
)

# R takes ages that differ by less than about 1e-8 for the same; among a million some do.
apart <- coxph.control(timefix = FALSE)

if (case == "kaplan-meier") {
  exit <- column("exit")
  event <- column("event")
  timed(function() survfit(Surv(exit, event) ~ 1, timefix = FALSE), function(fit) {
    at <- summary(fit, times = 0.5)
    c("S(0.5)" = at$surv, "standard error of S(0.5)" = at$std.err)
  })
} else if (case == "cox") {
  lives <- cbind(exit = column("exit"), event = column("event"), columns("x"))
  timed(function() coxph(Surv(exit, event) ~ ., data = lives, control = apart), of_cox)
} else if (case == "cox-late-entry") {
  lives <- cbind(entry = column("entry"), exit = column("exit"), event = column("event"), columns("x"))
  timed(function() coxph(Surv(entry, exit, event) ~ ., data = lives, control = apart), of_cox)
} else if (case == "fine-gray-large") {
  lives <- cbind(exit = column("exit"), cause = factor(column("cause"), 0:2), columns("x"))
  model <- as.formula(paste("Surv(fgstart, fgstop, fgstatus) ~", paste(names(columns("x")), collapse = " + ")))
  estimate <- function() {
    weighted <- finegray(Surv(exit, cause) ~ ., data = lives, etype = "1")
    coxph(model, data = weighted, weights = fgwt)
  }
  timed(estimate, function(fit) c("log-likelihood" = fit$loglik[2], "last coefficient" = last(coef(fit))))
} else if (case == "fine-gray") {
  library(cmprsk)
  exit <- column("exit")
  cause <- column("cause")
  covariates <- as.matrix(columns("x"))
  timed(function() crr(exit, cause, covariates), function(fit) c(
    "log-likelihood" = fit$loglik,
    "last coefficient" = last(fit$coef)
  ))
}
