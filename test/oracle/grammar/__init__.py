"""The grammar of functions. A room for each choice: what is read, what is loaded eagerly, where the query is, how it is looped over."""
