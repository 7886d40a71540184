"""What devices would bring, for anybody and without an account: nothing of a list is kept."""
