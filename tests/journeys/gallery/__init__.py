"""A picture of every page in every view, with what is wrong with it: `make gallery` writes them to var/gallery/."""
