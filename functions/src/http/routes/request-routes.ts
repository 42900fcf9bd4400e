import { callables } from '../../contract/index.ts';
import { cancelGeneration } from '../../generation/calls/cancel-generation.ts';
import { linkToResult } from '../../generation/outputs/link-to-result.ts';
import { markFavorites } from '../../generation/outputs/mark-favorites.ts';
import { removeResults } from '../../generation/outputs/remove-results.ts';
import { ActivityState } from '../answers.ts';
import type { ApiServices } from '../api-services.ts';
import * as examples from '../examples.ts';
import { readActivityState } from '../reads/read-activity-state.ts';
import { RequestParams } from '../requests.ts';
import { type Route, route } from '../route.ts';
import { noChunks } from './no-chunks.ts';

export function requestRoutes(services: ApiServices): Route[] {
  const cancel = cancelGeneration(services);
  const link = linkToResult(services);
  const remove = removeResults(services);
  const mark = markFavorites(services);
  const params = { requestId: examples.requestId };
  return [
    route({
      id: 'getActivity',
      method: 'get',
      path: '/activities/{requestId}',
      params: RequestParams,
      summary: 'How a request stands and, when it is done, what was made',
      caller: 'guest',
      request: null,
      answer: ActivityState,
      makesRequest: false,
      problems: ['not-found'],
      example: { params, answer: examples.activity },
      serve: ({ params: { requestId } }, { accountId, uid }) =>
        readActivityState(services.activities, { accountId, uid, requestId }),
    }),
    route({
      id: 'getLink',
      method: 'get',
      path: '/activities/{requestId}/link',
      params: RequestParams,
      summary: 'An address of the file that was made, good for an hour at least',
      caller: callables.linkToResult.caller,
      request: null,
      answer: callables.linkToResult.response,
      makesRequest: false,
      problems: ['not-found'],
      example: { params, answer: examples.link },
      serve: ({ params: { requestId } }, context) => link({ requestId }, context, noChunks),
    }),
    route({
      id: 'removeResults',
      method: 'post',
      path: '/remove-results',
      params: null,
      summary: 'Deletes what was made, with prompts and files; what it cost stays in the history',
      caller: callables.removeResults.caller,
      request: callables.removeResults.request,
      answer: callables.removeResults.response,
      makesRequest: false,
      problems: [],
      example: { body: { requestIds: [examples.requestId] }, answer: { removed: 1 } },
      serve: ({ body }, context) => remove(body, context, noChunks),
    }),
    route({
      id: 'markFavorites',
      method: 'post',
      path: '/mark-favorites',
      params: null,
      summary: 'Marks what was made as a favorite, or takes the mark away',
      caller: callables.markFavorites.caller,
      request: callables.markFavorites.request,
      answer: callables.markFavorites.response,
      makesRequest: false,
      problems: [],
      example: { body: { requestIds: [examples.requestId], isFavorite: true }, answer: { marked: 1 } },
      serve: ({ body }, context) => mark(body, context, noChunks),
    }),
    route({
      id: 'cancelGeneration',
      method: 'post',
      path: '/cancel-generation',
      params: null,
      summary: 'Stops a request; what a stream has delivered is kept and charged, the rest comes back',
      caller: callables.cancelGeneration.caller,
      request: callables.cancelGeneration.request,
      answer: callables.cancelGeneration.response,
      makesRequest: false,
      problems: ['not-found'],
      example: { body: params, answer: examples.cancelled },
      serve: ({ body }, context) => cancel(body, context, noChunks),
    }),
  ];
}
