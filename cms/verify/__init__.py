"""Anyone may check a document of ours, without an account: by its code, and by its bytes."""
