"""Before work begins: opening a workspace, the first start, and the page that explains why a workspace does not open."""
