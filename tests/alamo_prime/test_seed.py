"""The prompts that the document seeds, by name, viewer and place."""

import pytest

from alamo_prime.restaurant import USER_ONE, Restaurant

SEEDED = "select slug, category, domain, voice, sort_order from public.ai_prompts where slug = any(%s)"
ASSEMBLED = """
    select slug from public.ai_prompts
    where category = 'system' or (category = 'domain' and domain = %s) or category = 'voice'
    order by sort_order
"""
ACTION = "select domain from public.ai_prompts where slug = %s"

SYSTEM = [
    ("base-persona", "system", None, None, 0),
    ("tool-map", "system", None, None, 1),
    ("behavior-rules", "system", None, None, 2),
]
DOMAINS = [
    (f"domain-{domain.replace('_', '-')}", "domain", domain, None, 10)
    for domain in ("manual", "recipes", "dishes", "wines", "cocktails", "beer_liquor")
]
VOICE = [
    ("voice-persona", "voice", None, "cedar", 20),
    ("voice-realtime", "voice", None, "cedar", 21),
]


def actions(domain: str, *keys: str) -> list[tuple[str, str, str, None, int]]:
    return [(f"action-{domain}-{key}", "action", domain, None, 30) for key in keys]


@pytest.mark.parametrize(
    "prompts",
    [
        pytest.param(SYSTEM, marks=pytest.mark.requirement("000-seed-system")),
        pytest.param(DOMAINS, marks=pytest.mark.requirement("000-seed-domains")),
        pytest.param(VOICE, marks=pytest.mark.requirement("000-seed-voice")),
        pytest.param(
            actions("dishes", "practicePitch", "samplePitch", "teachMe", "questions"),
            marks=pytest.mark.requirement("000-seed-dishes"),
        ),
        pytest.param(
            actions("wines", "explainToGuest", "wineDetails", "foodPairings", "questions"),
            marks=pytest.mark.requirement("000-seed-wines"),
        ),
        pytest.param(
            actions("cocktails", "explainToGuest", "samplePitch", "foodPairings", "questions"),
            marks=pytest.mark.requirement("000-seed-cocktails"),
        ),
        pytest.param(
            actions("recipes", "teachMe", "quizMe", "questions"), marks=pytest.mark.requirement("000-seed-recipes")
        ),
        pytest.param(
            actions("beer_liquor", "teachMe", "suggestPairing", "questions"),
            marks=pytest.mark.requirement("000-seed-beer-liquor"),
        ),
    ],
    ids=lambda prompts: prompts[-1][0],
)
@pytest.mark.requirement("000-slug-convention", "000-action-slugs")
def test_prompts_are_seeded_as_listed(
    restaurant: Restaurant, prompts: list[tuple[str, str, str | None, str | None, int]]
) -> None:
    seeded = restaurant.run(None, SEEDED, [slug for slug, *_ in prompts])
    assert sorted(seeded) == sorted(prompts)


@pytest.mark.requirement("000-assembly")
def test_a_viewer_s_prompt_is_assembled_in_order(restaurant: Restaurant) -> None:
    assert [slug for (slug,) in restaurant.run(USER_ONE, ASSEMBLED, "wines")] == [
        "base-persona",
        "tool-map",
        "behavior-rules",
        "domain-wines",
        "voice-persona",
        "voice-realtime",
    ]


@pytest.mark.requirement("000-action-lookup")
@pytest.mark.parametrize(
    ("slug", "domain"),
    [
        ("action-dishes-practicePitch", "dishes"),
        ("action-wines-foodPairings", "wines"),
        ("action-recipes-quizMe", "recipes"),
        ("action-beer_liquor-suggestPairing", "beer_liquor"),
    ],
)
def test_an_action_s_prompt_is_found_by_its_slug(restaurant: Restaurant, slug: str, domain: str) -> None:
    assert restaurant.run(USER_ONE, ACTION, slug) == [(domain,)]
