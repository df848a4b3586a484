"""Words are found alike before and after all rows are prepared."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dmn_desktop.core.text import fold
from dmn_desktop.ui.widgets.row_finder import RowFinder, words_of

WORDS = st.sampled_from(("Fracture", "Œil", "Dépistage", "", "a", "2026", "d'été"))


@given(
    st.lists(st.tuples(WORDS, WORDS), max_size=450),
    st.sampled_from(("", "frac", "oeil dep", "e", "d’ete 2026", "zzz")),
    st.integers(0, 500),
)
def test_a_search_finds_the_same_rows_at_any_time(
    rows: list[tuple[str, str]], text: str, prepared: int
) -> None:
    finder = RowFinder()
    finder.show(rows, [(str, lambda row: row[0]), (str, lambda row: row[1])])
    order = list(reversed(range(len(rows))))
    finder.arrange(order)
    wanted = [i for i in order if all(w in fold(" ".join(rows[i])) for w in words_of(text))]
    finder.prepare(prepared)
    assert [i for i in finder.matches(words_of(text)) if i is not None] == wanted
    finder.prepare(len(rows))
    assert finder.is_ready
    assert list(finder.matches(words_of(text))) == wanted
