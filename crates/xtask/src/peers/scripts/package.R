# Whether R has a package; with "install", after trying to get it from R's own mirrors.
# usage: Rscript package.R NAME [install]
arguments <- commandArgs(trailingOnly = TRUE)
name <- arguments[1]
is_there <- function() requireNamespace(name, quietly = TRUE)
if (!is_there() && identical(arguments[2], "install")) {
  options(timeout = 60)
  if ("@CRAN@" %in% getOption("repos")) utils::chooseCRANmirror(ind = 1)
  # With Bioconductor, on which some lean.
  utils::setRepositories(ind = 1:2)
  utils::install.packages(name, lib = Sys.getenv("R_LIBS"))
}
quit(status = if (is_there()) 0 else 1)
