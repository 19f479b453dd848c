// A file under /assets/ for tests of its headers.
