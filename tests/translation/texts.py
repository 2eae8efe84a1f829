"""Texts to try things on: well-formed ones, and soups of whatever may break a parser."""

from hypothesis import strategies as st

word = st.sampled_from(
    ["water", "2026", "*rain*", "**flood**", "[link](/en/x)", "`code`", "مياه", "城市", "n’est"]
)
sentence = st.lists(word, min_size=1, max_size=8).map(" ".join)
block = st.one_of(
    sentence,
    st.tuples(sentence, sentence).map("\n".join),
    st.builds("{} {}".format, st.sampled_from(["#", "##", "###"]), sentence),
    st.lists(sentence, min_size=1, max_size=3).map(
        lambda items: "\n".join(f"- {i}" for i in items)
    ),
    st.builds("1. {}\n   {}\n\n   {}".format, sentence, sentence, sentence),
    st.builds("- {}\n  - {}\n    > {}".format, sentence, sentence, sentence),
    st.builds("> {}\n> {}".format, sentence, sentence),
    st.builds("| {} | {} |\n|---|--:|\n| {} | |".format, sentence, sentence, sentence),
    st.builds("```\n{}\n```".format, sentence),
)
markdown = st.lists(block, max_size=8).map("\n\n".join)

atom = st.sampled_from(
    [
        *("a", "b c", "- ", "* ", "1. ", "2) ", "> ", ">", "# ", "#", "```", "    ", "\t", "  "),
        *("\n", "\n", "\n\n", "\r\n", "\r", "  \n", "\\\n", "|", "| a | b |", "|---|---|", "---"),
        *("===", "***", "[^1]", "[^1]: ", "[x]: /u", "[x]", '"t"', "(y)", "\\", "\\|", "`", "*"),
        *("<b>", "<!-- ", "https://e.org", "![", "](", ")", "\u2028", "\u00a0", "\u3000", "\x0b"),
        *("\x85", "\0", "&amp;", "e\u0301", "城", "مياه", "\u202e", ":", "|-", "'", "\ufeff", "="),
    ]
)
soup = st.one_of(st.lists(atom, max_size=30).map("".join), st.text(max_size=40), markdown)
