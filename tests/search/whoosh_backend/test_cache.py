import threading

import numpy as np

from portal.search.whoosh_backend.cache import Cache


def test_what_is_asked_for_stays_and_the_rest_goes():
    cache = Cache(100_000)
    cache.keep("often", np.zeros(1000, np.uint8))
    for number in range(1000):
        cache.keep(number, np.zeros(1000, np.uint8))
        assert cache.get("often") is not None

    assert cache.get(999) is not None
    assert cache.get(0) is None


def test_it_never_holds_more_than_it_may():
    cache = Cache(100_000)
    for number in range(1000):
        cache.keep(number, np.zeros(number % 7 * 1000, np.uint8))

    held = [found for n in range(1000) if (found := cache.get(n)) is not None]

    assert sum(each.nbytes for each in held) <= 100_000


def test_what_is_too_large_is_given_back_but_not_kept():
    cache = Cache(1000)

    assert cache.keep("large", np.zeros(5000, np.uint8)).nbytes == 5000
    assert cache.get("large") is None


def test_threads_may_keep_and_ask_at_once():
    cache = Cache(50_000)
    wrong = []

    def work(seed: int) -> None:
        for number in range(3000):
            key = (number * seed) % 97
            found = cache.get(key)
            if found is None:
                found = cache.keep(key, np.full(500, key, np.uint8))
            if found[0] != key:
                wrong.append(key)

    threads = [threading.Thread(target=work, args=(seed,)) for seed in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert wrong == []
