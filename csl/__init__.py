"""The citation styles that come with chapbook; a book's own `csl/` folder comes before them."""
