"""The pieces of the HTML format: pages, navigation, search and what a browser does with them."""
