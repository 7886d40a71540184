from b2b_portal.lib.sandbox_child import Refusal


def main(request):
    raise Refusal("too_many_rows", rows=7, limit=3)
