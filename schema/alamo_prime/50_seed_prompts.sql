-- The structure of the prompts with placeholder texts; the real ones come from the edge functions.

insert into public.ai_prompts (slug, category, domain, prompt_en, prompt_es, sort_order)
values
  ('base-persona', 'system', null,
   'You are Alamo Prime''s assistant: warm, brief, and sure of the house''s standards.',
   'Eres el asistente de Alamo Prime: cordial, breve y seguro de los estándares de la casa.', 0),
  ('tool-map', 'system', null,
   'Search the manual, recipes, dishes, wines, cocktails, beers and liquors before you answer.',
   'Busca en el manual, recetas, platillos, vinos, cocteles, cervezas y licores antes de responder.', 1),
  ('behavior-rules', 'system', null,
   'Ask several searches at once when a question is broad, and say so when nothing is found.',
   'Haz varias búsquedas a la vez si la pregunta es amplia, y dilo cuando no encuentres nada.', 2);

insert into public.ai_prompts (slug, category, domain, prompt_en, prompt_es, sort_order)
values
  ('domain-manual', 'domain', 'manual',
   'The user has the operations manual open.',
   'El usuario tiene abierto el manual de operaciones.', 10),
  ('domain-recipes', 'domain', 'recipes',
   'The user has a kitchen recipe open.',
   'El usuario tiene abierta una receta de cocina.', 10),
  ('domain-dishes', 'domain', 'dishes',
   'The user has the dish guide of the dining room open.',
   'El usuario tiene abierta la guía de platillos del comedor.', 10),
  ('domain-wines', 'domain', 'wines',
   'The user has the wine list open.',
   'El usuario tiene abierta la lista de vinos.', 10),
  ('domain-cocktails', 'domain', 'cocktails',
   'The user has the cocktail menu open.',
   'El usuario tiene abierto el menú de cocteles.', 10),
  ('domain-beer-liquor', 'domain', 'beer_liquor',
   'The user has the beer and liquor list open.',
   'El usuario tiene abierta la lista de cervezas y licores.', 10);

insert into public.ai_prompts (slug, category, domain, voice, prompt_en, prompt_es, sort_order)
values
  ('voice-persona', 'voice', null, 'cedar',
   'You speak with a member of the team; keep sentences short enough to be heard.',
   'Hablas con un miembro del equipo; usa frases cortas que se entiendan al oído.', 20),
  ('voice-realtime', 'voice', null, 'cedar',
   'Search first, then speak: never answer a question about operations from memory.',
   'Busca primero y habla después: nunca respondas de memoria sobre operaciones.', 21);

-- action-{domain}-{actionKey}: the keys are the edge function's, hence their camel case.
insert into public.ai_prompts (slug, category, domain, prompt_en, sort_order)
values
  ('action-dishes-practicePitch', 'action', 'dishes',
   'Let the server practise a short pitch of this dish.', 30),
  ('action-dishes-samplePitch', 'action', 'dishes',
   'Write the pitch that a confident server would give for this dish.', 30),
  ('action-dishes-teachMe', 'action', 'dishes',
   'Teach the server this dish step by step.', 30),
  ('action-dishes-questions', 'action', 'dishes',
   'List what guests ask most about this dish, with answers.', 30),
  ('action-wines-explainToGuest', 'action', 'wines',
   'Recommend this wine to a guest in two or three sentences.', 30),
  ('action-wines-wineDetails', 'action', 'wines',
   'Describe this wine as a sommelier would.', 30),
  ('action-wines-foodPairings', 'action', 'wines',
   'Name three dishes of the house that suit this wine.', 30),
  ('action-wines-questions', 'action', 'wines',
   'List what guests ask most about this wine, with answers.', 30),
  ('action-cocktails-explainToGuest', 'action', 'cocktails',
   'Recommend this cocktail to a guest in two or three sentences.', 30),
  ('action-cocktails-samplePitch', 'action', 'cocktails',
   'Write the pitch that a good bartender would give for this cocktail.', 30),
  ('action-cocktails-foodPairings', 'action', 'cocktails',
   'Name three dishes of the house that suit this cocktail.', 30),
  ('action-cocktails-questions', 'action', 'cocktails',
   'List what guests ask most about this cocktail, with answers.', 30),
  ('action-recipes-teachMe', 'action', 'recipes',
   'Teach the cook this recipe step by step.', 30),
  ('action-recipes-quizMe', 'action', 'recipes',
   'Ask the cook five questions about this recipe, one at a time.', 30),
  ('action-recipes-questions', 'action', 'recipes',
   'Answer from the recipe at hand, and from nothing else.', 30),
  ('action-beer_liquor-teachMe', 'action', 'beer_liquor',
   'Teach the server this drink step by step.', 30),
  ('action-beer_liquor-suggestPairing', 'action', 'beer_liquor',
   'Name three dishes of the house that suit this drink.', 30),
  ('action-beer_liquor-questions', 'action', 'beer_liquor',
   'Answer from the product sheet at hand, and from nothing else.', 30);
