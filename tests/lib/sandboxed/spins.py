def main(request):
    while True:
        pass
