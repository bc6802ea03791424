# A case's columns, and the time of an estimation on them; sourced by every script for R.
# usage: Rscript SCRIPT CASE FOLDER PACKAGE
arguments <- commandArgs(trailingOnly = TRUE)
case <- arguments[1]
package <- arguments[3]

column <- function(name) {
  file <- file.path(arguments[2], paste0(name, ".f64"))
  readBin(file, "double", file.size(file) / 8, endian = "little")
}

# The columns NAME0, NAME1 and so on, as a data frame.
columns <- function(name) {
  names <- sub("[.]f64$", "", list.files(arguments[2], paste0("^", name, "[0-9]+[.]f64$")))
  names <- names[order(as.integer(sub(name, "", names)))]
  as.data.frame(sapply(names, column, simplify = FALSE))
}

# Repeats the estimation until it took a second; prints times of one `replicates`-th and what `found` picks from its
# result, outside the time taken.
timed <- function(estimate, found, replicates = 1) {
  start <- proc.time()
  repeats <- 0
  repeat {
    result <- estimate()
    repeats <- repeats + 1
    took <- proc.time() - start
    if (took[["elapsed"]] >= 1) break
  }
  tell(took[["elapsed"]] / repeats / replicates, sum(took[c(1, 2, 4, 5)]) / repeats / replicates, found(result))
}

# Prints the answer as JSON.
tell <- function(wall, cpu, found) {
  numbers <- paste(sprintf('"%s": %.17g', names(found), found), collapse = ", ")
  version <- as.character(packageVersion(package))
  cat(sprintf('{"version": "%s", "wall": %.9g, "cpu": %.9g, "found": {%s}}\n', version, wall, cpu, numbers))
}
