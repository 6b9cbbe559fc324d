"""The schemas as their documents give them, defects and all, and what lint and verify must find in each.

A folder is a system: numbered SQL files, an `access.toml` and a `pgcordon.toml`. Both are links to the hardened
system's own wherever they need not differ (`ln -s ../../../schema/<system>/pgcordon.toml`), so that the document's
schema is held to the intent and to the conventions that the hardened one keeps. `expected.toml` lists what is found:

    [[defect]]
    letter   = "a"              # the deviation in schema/<system>/README.md that mends it: its heading is `### (a) …`
    says     = "the document's words, brief"
    wrong    = "anyone reads every session through session_summary"
    findings = [
      { rule = "policy-for-public", object = 'policy "Users can view" on public.note' },
    ]
    verdicts = [
      { verdict = "VIOLATED", object = "public.note", attack = "read-through-view", actor = "anon" },
    ]

A finding's object is the whole address, type and identity, as `lint` prints it; a verdict's is the identity alone.
What a verdict leaves unstated (`attack`, `command`, `actor`) may be anything. Each report stands under exactly one
defect, and each defect lists what finds it or says with `unseen = "why"` why nothing can. What is true and stays in the
hardened schema too, as its README.md says, is no defect:

    [[kept]]
    why      = "the document lists both indexes"
    findings = [
      { rule = "redundant-index", object = "index public.note_owner_id_idx" },
    ]

To write one, begin with an empty file: the tests here fail with the lines to paste. Read each before believing it.
`make docs` then shows the lot in docs/as-specified.md.
"""
