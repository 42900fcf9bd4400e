import { Health } from '../answers.ts';
import type { ApiServices } from '../api-services.ts';
import * as examples from '../examples.ts';
import { createReadHealth } from '../reads/create-read-health.ts';
import { type Route, route } from '../route.ts';

export function healthRoutes(services: ApiServices): Route[] {
  const healthOf = createReadHealth(services);
  return [
    route({
      id: 'getHealth',
      method: 'get',
      path: '/health',
      params: null,
      summary: 'How each part, provider and scheduled job was when last looked at, within five minutes',
      caller: null,
      request: null,
      answer: Health,
      makesRequest: false,
      problems: [],
      example: { answer: examples.health },
      serve: () => healthOf(),
    }),
  ];
}
