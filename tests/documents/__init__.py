"""The requirement documents: which test holds which of their lines, and the pages in docs/ that tell.

`schema/<system>/requirements.toml` lists what a document asks for, in its order and in its words; the documents
themselves are not kept here:

    document = "000"                     # or on each entry, where a system has several

    [[requirement]]
    id    = "000-rls-enabled"            # begins with the document
    line  = 790                          # in the document, from 1
    says  = "RLS is enabled on all 3 tables"

    [[requirement]]
    id      = "000-migration-name"
    line    = 740
    says    = "Migration name: create_unified_ai_tables"
    outside = "how the schema is deployed is no property of it"

Tests claim them: `@pytest.mark.requirement("000-rls-enabled", …)` on the test, on one of its `pytest.param(…,
marks=pytest.mark.requirement("…"))`, on a table of those that stands in the module, or for all of a module's tests
as `pytestmark`. `make docs` writes the pages.
"""
