import { callables, packOffers } from '../../contract/index.ts';
import { mergeGuest } from '../../generation/calls/merge-guest.ts';
import { openAccount } from '../../generation/calls/open-account.ts';
import { setCaps } from '../../generation/calls/set-caps.ts';
import { agreeToTerms } from '../../safety/terms/agree-to-terms.ts';
import { CreditPacks, Credits } from '../answers.ts';
import type { ApiServices } from '../api-services.ts';
import * as examples from '../examples.ts';
import { readCredits } from '../reads/read-credits.ts';
import { type Route, route } from '../route.ts';
import { noChunks } from './no-chunks.ts';

export function creditsRoutes(services: ApiServices): Route[] {
  const open = openAccount(services);
  const agree = agreeToTerms(services);
  const merge = mergeGuest(services);
  const limitSpending = setCaps(services);
  return [
    route({
      id: 'getCredits',
      method: 'get',
      path: '/credits',
      params: null,
      summary:
        'What is left, what came and went, and the latest entries; for a guest the free turns and the offer',
      caller: 'guest',
      request: null,
      answer: Credits,
      makesRequest: false,
      problems: ['not-found'],
      example: { answer: examples.credits },
      serve: (_, context) => readCredits(services, context),
    }),
    route({
      id: 'getCreditPacks',
      method: 'get',
      path: '/credit-packs',
      params: null,
      summary: 'The packs on offer: price, bonus, savings, label',
      caller: null,
      request: null,
      answer: CreditPacks,
      makesRequest: false,
      problems: [],
      example: { answer: examples.creditPacks },
      async serve() {
        const { version, catalog } = await services.catalogs.current(0);
        return { catalogVersion: version, packs: packOffers(catalog) };
      },
    }),
    route({
      id: 'openAccount',
      method: 'post',
      path: '/open-account',
      params: null,
      summary: 'Makes the account on first sign-in and grants the welcome credits, once per identity',
      caller: callables.openAccount.caller,
      request: callables.openAccount.request,
      answer: callables.openAccount.response,
      makesRequest: false,
      problems: [],
      example: { body: {}, answer: examples.opened },
      serve: ({ body }, context) => open(body, context, noChunks),
    }),
    route({
      id: 'agreeToTerms',
      method: 'post',
      path: '/agree-to-terms',
      params: null,
      summary: 'Agrees to a version of the terms, and confirms the minimum age',
      caller: callables.agreeToTerms.caller,
      request: callables.agreeToTerms.request,
      answer: callables.agreeToTerms.response,
      makesRequest: false,
      problems: ['not-found', 'agreement-required'],
      example: {
        body: { version: 1, via: 'sign-up', age: 16, country: null },
        answer: { version: 1 },
      },
      serve: ({ body }, context) => agree(body, context, noChunks),
    }),
    route({
      id: 'mergeGuest',
      method: 'post',
      path: '/merge-guest',
      params: null,
      summary: 'Brings what was made as a guest to the account signed in to since',
      caller: callables.mergeGuest.caller,
      request: callables.mergeGuest.request,
      answer: callables.mergeGuest.response,
      makesRequest: false,
      problems: [],
      example: { body: { guestToken: 'eyJhbGciOi…' }, answer: { movedActivities: 2 } },
      serve: ({ body }, context) => merge(body, context, noChunks),
    }),
    route({
      id: 'setCaps',
      method: 'post',
      path: '/set-caps',
      params: null,
      summary:
        'Sets the most that the account, or its requests with a label, may spend in a day and in a month of UTC; null: no cap',
      caller: callables.setCaps.caller,
      request: callables.setCaps.request,
      answer: callables.setCaps.response,
      makesRequest: false,
      problems: ['not-found'],
      example: { body: examples.caps, answer: examples.caps },
      serve: ({ body }, context) => limitSpending(body, context, noChunks),
    }),
  ];
}
